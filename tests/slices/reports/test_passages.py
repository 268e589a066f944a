"""Sentences are cut at the passages that findings name, whatever they overlap."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.passages import cut
from gongkai.reports.shown import FindingView
from gongkai.statute.rules.model import Finding, Level, Passage


def a_view(number: int, level: Level = Level.ERROR) -> FindingView:
    return FindingView(number, Finding("N-01", level, "不一致", "依据"), ())


def test_a_passage_is_marked_and_the_rest_left_plain() -> None:
    pieces = cut("新收21件。", [(Passage(1, 0, 2, 5), a_view(1))])

    assert [(p.text, p.finding and p.finding.number) for p in pieces] == [("新收", None), ("21件", 1), ("。", None)]
    assert pieces[1].begun == (1,)


def test_of_two_that_overlap_the_graver_keeps_its_whole() -> None:
    hint, error = a_view(2, Level.HINT), a_view(1)

    pieces = cut("一二三四五六", [(Passage(1, 0, 0, 4), hint), (Passage(1, 0, 2, 6), error)])

    assert [(p.text, p.finding and p.finding.number) for p in pieces] == [("一二", 2), ("三四五六", 1)]


@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50), st.sampled_from(list(Level))), max_size=6),
)
def test_pieces_are_the_text_and_every_passage_has_its_anchor_once(
    text: str, spans: list[tuple[int, int, Level]]
) -> None:
    passages = [(Passage(1, 0, a, b), a_view(n, level)) for n, (a, b, level) in enumerate(spans, 1)]

    pieces = cut(text, passages)

    assert "".join(piece.text for piece in pieces) == text
    assert sorted(n for piece in pieces for n in piece.begun) == list(range(1, len(spans) + 1))
