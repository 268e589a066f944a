"""A changed, removed, reordered, inserted or truncated entry is found and named, from the export alone."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.audit import verify
from gongkai.audit.chain import ALGORITHMS, canonical, digest

Lines = list[dict[str, Any]]


def an_export(entries: int = 9, algorithm: str = "sha256", seals: tuple[int, ...] = (4, 9)) -> Lines:
    """A chain of agency 7, sealed when it had so many entries."""
    stretch = {"chain": 7, "name": "某机关", "first": 1, "last": entries, "previous": ""}
    lines: Lines = [{"type": "export", "format": verify.FORMAT, "previous_seal": "", "chains": [stretch]}]
    head, heads = "", {0: ""}
    for number in range(1, entries + 1):
        body = canonical({"agency": 7, "number": number, "act": "test.act", "note": f"第{number}件"})
        head = heads[number] = digest(head, body, algorithm)
        lines.append(
            {"type": "entry", "chain": 7, "number": number, "algorithm": algorithm, "digest": head, "body": body}
        )
    previous = ""
    for at, length in enumerate(seals, 1):
        day = f"2026-11-{at:02}"
        text = canonical({"day": day, "sealed_at": f"{day}T16:00:00", "heads": {"7": [length, heads[length]]}})
        sealed = digest(previous, text, algorithm)
        lines.append(
            {
                "type": "seal",
                "day": day,
                "algorithm": algorithm,
                "previous": previous,
                "digest": sealed,
                "heads": text,
            }
        )
        previous = sealed
    return [*lines, {"type": "end", "entries": entries, "seals": len(seals)}]


def found(lines: Lines, **more: str) -> set[tuple[str, int | None]]:
    problems = verify.verify([json.dumps(line, ensure_ascii=False) for line in lines], **more)
    assert all(problem.message and problem.code.startswith("AUD-") for problem in problems)
    return {(problem.code, problem.number) for problem in problems}


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("entries", [0, 1, 9])
def test_an_export_proves_itself(algorithm: str, entries: int) -> None:
    assert found(an_export(entries, algorithm, (entries,))) == set()


def change(lines: Lines) -> None:
    lines[3]["body"] = lines[3]["body"].replace("第3件", "第三件")


def recompute_one(lines: Lines) -> None:
    change(lines)
    lines[3]["digest"] = digest(lines[2]["digest"], lines[3]["body"], lines[3]["algorithm"])


def recompute_all(lines: Lines) -> None:
    change(lines)
    for at in range(3, 10):
        lines[at]["digest"] = digest(lines[at - 1]["digest"], lines[at]["body"], lines[at]["algorithm"])


def renumber(lines: Lines) -> None:
    del lines[5]
    for line in lines[5:9]:
        line["number"] -= 1
    lines[0]["chains"][0]["last"] = 8
    lines[-1]["entries"] = 8


def insert(lines: Lines) -> None:
    forged = lines[4] | {"body": lines[4]["body"].replace("第4件", "假的")}
    lines.insert(5, forged)
    lines[-1]["entries"] += 1


def truncate(lines: Lines) -> None:
    del lines[8:10]
    lines[0]["chains"][0]["last"] = 7
    lines[-1]["entries"] = 7


TAMPERING: list[tuple[Callable[[Lines], object], set[tuple[str, int | None]]]] = [
    (change, {("AUD-2001", 3)}),
    (recompute_one, {("AUD-2001", 4)}),
    (recompute_all, {("AUD-2008", 4), ("AUD-2008", 9)}),
    (lambda lines: lines.pop(5), {("AUD-2002", 5), ("AUD-2005", None)}),
    (lambda lines: lines.insert(2, lines.pop(6)), {("AUD-2003", n) for n in (2, 3, 4, 5)}),
    (lambda lines: lines.insert(5, lines[4]), {("AUD-2004", 4), ("AUD-2005", None)}),
    (insert, {("AUD-2004", 4)}),
    (truncate, {("AUD-2005", 9)}),
    (lambda lines: lines[3].update(algorithm="md5"), {("AUD-2006", 3)}),
    (lambda lines: lines[3].update(algorithm="sm3"), {("AUD-2001", 3)}),
    (lambda lines: lines[10].update(day="2026-11-05"), {("AUD-2007", None)}),
    (lambda lines: lines.pop(10), {("AUD-2007", None), ("AUD-2010", None)}),
    (lambda lines: lines.pop(), {("AUD-2005", None)}),
    (lambda lines: lines.pop(0), {("AUD-2009", None)}),
    (lambda lines: lines[4].update(number="four"), {("AUD-2009", None), ("AUD-2002", 4), ("AUD-2005", None)}),
]


@pytest.mark.parametrize(("tamper", "expected"), TAMPERING, ids=[str(at) for at in range(len(TAMPERING))])
def test_tampering_is_found_and_named(
    tamper: Callable[[Lines], object], expected: set[tuple[str, int | None]]
) -> None:
    lines = an_export()

    tamper(lines)

    assert expected <= found(lines)


def test_one_moved_to_another_number_is_found() -> None:
    lines = an_export()

    renumber(lines)

    assert {number for _, number in found(lines)} & {5, 6, 7, 8}


def test_who_rewrites_everything_is_found_by_a_published_seal() -> None:
    published = an_export()[11]["digest"]
    rewritten = an_export(8, seals=(4, 8))

    assert found(rewritten) == set()
    assert ("AUD-2010", None) in found(rewritten, published=published)
    assert found(an_export(), published=published) == set()


@pytest.mark.parametrize("text", ["", "{", "[1]", '"x"', "null", '{"type": "entry"}', '{"type": "seal", "day": 1}',
                                  '{"type": "end", "entries": true, "seals": 1}', "[" * 100_000])  # fmt: skip
def test_what_is_no_export_is_a_problem_and_no_crash(text: str) -> None:
    assert verify.verify([text])


@given(st.data())
def test_random_tampering_never_goes_unnoticed(data: st.DataObject) -> None:
    algorithm = data.draw(st.sampled_from(ALGORITHMS))
    lines = an_export(data.draw(st.integers(2, 12)), algorithm, ())
    entries = [at for at, line in enumerate(lines) if line["type"] == "entry"]
    sealed = [json.dumps(line, ensure_ascii=False) for line in lines]
    kind = data.draw(st.sampled_from(["flip", "drop", "swap", "double"]))
    at = data.draw(st.sampled_from(entries))
    if kind == "flip":
        where = data.draw(st.sampled_from(["body", "digest"]))
        text = lines[at][where]
        spot = data.draw(st.integers(0, len(text) - 1))
        lines[at][where] = text[:spot] + chr(ord(text[spot]) ^ 1) + text[spot + 1 :]
    elif kind == "drop":
        del lines[at]
    elif kind == "swap":
        other = data.draw(st.sampled_from([one for one in entries if one != at]))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines.insert(at, lines[at])

    assert found(lines)
    assert verify.verify(sealed) == []


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_hundred_thousand_entries_verify_in_seconds(algorithm: str) -> None:
    lines = [json.dumps(line, ensure_ascii=False) for line in an_export(100_000, algorithm, (100_000,))]

    begun = time.process_time()
    problems = verify.verify(lines)

    assert problems == []
    assert time.process_time() - begun < 20
