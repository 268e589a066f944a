"""The life cycle of an item and the standing of a document: every move, its provision, who makes it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reference_parts.acts import acts, roles_with
from reference_parts.markdown import table

if TYPE_CHECKING:
    from gongkai.statute.disclosures import DocumentEvent
    from gongkai.statute.vocab import Validity

START = date(2024, 1, 1)
BY_DAY = "到日自动"
UNDATED = "施行日期未登记"


def page() -> str:
    """Items, then documents in the register."""
    return (
        "# 信息的状态\n\n状态只按下面的表改变；页面上的按钮、接口和图都出自这张表。"
        "“更正”期间，已发布的信息保持公开，更正稿自己按同一张表走一遍。审查各环节由流程中为它指定的角色办理。\n\n"
        + _items()
        + "\n# 规章和规范性文件的效力\n\n效力由登记的事项和当天的日期算出，不由人填写；"
        "图由效力的算法逐一试出。废止、宣布失效以后不再登记其他事项。\n\n" + _documents()
    )


def _items() -> str:
    from gongkai.statute.disclosures import MOVES, VOIDS_SIGNATURES, ItemState

    perms = {
        verb: [p for act in acts() if verb in act.verbs for p in act.perms] for verb in {m.verb for m in MOVES}
    }
    voids = "此前的审查意见作废"
    rows = (
        (
            m.start,
            m.verb,
            m.end,
            m.cite or "",
            roles_with(perms[m.verb]),
            voids if m.verb in VOIDS_SIGNATURES else "",
        )
        for m in MOVES
    )
    states = ((f"`{state.code}`", state.label) for state in ItemState)
    moves = ((move.start.code, move.verb.label, move.end.code) for move in MOVES)
    labels = {state.code: state.label for state in ItemState}
    first, ends = ItemState.DRAFTING.code, set(labels) - {move.start.code for move in MOVES}
    return (
        diagram(labels, moves, first=first, ends=ends)
        + "\n"
        + table("编号", "状态", rows=states)
        + "\n"
        + table("现状态", "操作", "新状态", "依据", "由谁", "说明", rows=rows)
    )


def _documents() -> str:
    from gongkai.statute.vocab import DocumentVerb, Validity

    labels = {"undated": UNDATED} | {standing.code: standing.label for standing in Validity}
    found = sorted(_changes(), key=lambda change: (list(labels).index(change[0]), list(labels).index(change[2])))
    states = ((f"`{one.code}`", one.label, "计入现行有效件数" if one.binds else "") for one in Validity)
    by_verb = {
        verb: [act for act in acts() if act.code.startswith("register.") and verb in act.own]
        for verb in DocumentVerb
    }
    verbs = (
        (
            f"`{verb.code}`",
            verb.label,
            "、".join(act.label for act in by_verb[verb]) or "发布时自动登记",
            "、".join(dict.fromkeys(cite for act in by_verb[verb] for cite in act.cites)),
            roles_with(perm for act in by_verb[verb] for perm in act.perms),
        )
        for verb in DocumentVerb
    )
    return (
        diagram(labels, found, first="undated")
        + "\n"
        + table("编号", "效力", "表二", rows=states)
        + "\n"
        + table("编号", "登记事项", "操作", "依据", "由谁", rows=verbs)
    )


def _changes() -> set[tuple[str, str, str]]:
    """What every event changes, tried on every history of up to four events, ten days apart."""
    from gongkai.statute.disclosures import DocumentEvent, validity_on
    from gongkai.statute.vocab import DocumentVerb, Validity

    found: set[tuple[str, str, str]] = set()
    histories: list[tuple[DocumentEvent, ...]] = [()]
    for step in range(4):
        day = START + timedelta(days=10 * step)
        longer = []
        for history in histories:
            before = validity_on(history, day)
            if before in (Validity.REPEALED, Validity.INVALID):  # DSC-2402: nothing is entered after the end
                continue
            for event in _events(day):
                known = (*history, event)
                after, later = validity_on(known, day), validity_on(known, day + timedelta(days=9))
                found |= {(_code(before), event.verb.label, _code(after)), (_code(after), BY_DAY, _code(later))}
                longer.append(known)
        histories = longer
    silent = {DocumentVerb.MAKE.label}
    return {change for change in found if change[0] != change[2] and change[1] not in silent}


def _events(day: date) -> Iterator["DocumentEvent"]:
    """Every event of a day, those with a date of their own also with a later one."""
    from gongkai.statute.disclosures import DocumentEvent
    from gongkai.statute.vocab import DocumentVerb

    soon = day + timedelta(days=5)
    for verb in DocumentVerb:
        yield DocumentEvent(verb, day)
    yield DocumentEvent(DocumentVerb.TAKE_EFFECT, soon)
    yield DocumentEvent(DocumentVerb.SET_TERM, day, soon)


def _code(standing: "Validity | None") -> str:
    return "undated" if standing is None else str(standing.code)


def diagram(
    labels: dict[str, str], moves: Iterable[tuple[str, str, str]], *, first: str, ends: Iterable[str] = ()
) -> str:
    """A state diagram as Mermaid text; acts between the same two states share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for start, word, end in moves:
        arrows.setdefault((start, end), []).append(word)
    lines = [f'    state "{label}" as {code}' for code, label in labels.items()]
    lines.append(f"    [*] --> {first}")
    lines += [f"    {start} --> {end}: {'、'.join(words)}" for (start, end), words in arrows.items()]
    lines += [f"    {end} --> [*]" for end in sorted(ends)]
    return "```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"
