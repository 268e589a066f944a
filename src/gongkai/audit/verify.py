"""Proving a chain from an export alone. Pure: an outsider needs this module, `chain.py`, and the file.

An export is lines of JSON: one `export` (which stretch of which chains, `whole` where that is all there is), the
`entry` lines, the `seal` lines, one `end` (how many of each). An entry's digest covers the digest before it and its
own body; a seal covers the length and head of every chain on its day and the seal before it. A change that
recomputes everything after it is still found by the first seal that follows; a change of every seal as well by the
digest of a seal published elsewhere.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from gongkai.audit.chain import ALGORITHMS, digest

FORMAT: Final = "gongkai.audit/1"
CHANGED, REMOVED, REORDERED = "AUD-2001", "AUD-2002", "AUD-2003"
INSERTED, TRUNCATED, ALGORITHM = "AUD-2004", "AUD-2005", "AUD-2006"
SEAL_BROKEN, AGAINST_SEAL, UNREADABLE = "AUD-2007", "AUD-2008", "AUD-2009"
SEAL_MISSING, ASTRAY = "AUD-2010", "AUD-2011"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was recorded. `chain` and `number` name the entry, `day` the seal."""

    code: str
    message: str
    chain: int | None = None
    number: int | None = None
    day: str = ""

    def __str__(self) -> str:
        return f"〔{self.code}〕{self.message}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was proven, and what was found."""

    entries: int
    chains: int
    seals: int
    last_seal: str
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Chain:
    """A chain while its lines are read."""

    key: int
    first: int = 1
    last: int | None = None
    previous: str = ""
    digests: dict[int, str] = field(default_factory=dict)
    waiting: list[tuple[int, str, str, str]] = field(default_factory=list)
    highest: int = 0

    @property
    def name(self) -> str:
        return "平台链" if self.key == 0 else f"机关 {self.key} 的链"


@dataclass(slots=True)
class _State:
    chains: dict[int, _Chain] = field(default_factory=dict)
    seals: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entries: int = 0
    previous_seal: str = ""
    header: bool = False
    whole: bool = False
    gone: set[int] = field(default_factory=set)
    end: dict[str, Any] | None = None


def line(**values: object) -> str:
    """One line of an export."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def verify(lines: Iterable[str], *, published: str = "") -> list[Problem]:
    """Every problem of an export, in the order found; empty when it proves itself."""
    return list(examine(lines, published=published).problems)


def examine(lines: Iterable[str], *, published: str = "") -> Verdict:
    """The same, with what was counted. `published` is the digest of a seal that was made known elsewhere."""
    state = _State()
    for at, text in enumerate(lines, 1):
        if text.strip():
            _take(state, at, text)
    if not state.header:
        state.problems.append(Problem(UNREADABLE, "文件开头没有导出说明，不能确定应有哪些记录。"))
    for chain in state.chains.values():
        state.problems += _gaps(chain)
        state.problems += _late(chain)
    state.problems += _seals(state)
    state.problems += _end(state)
    if published and published not in {seal.get("digest") for seal in state.seals}:
        state.problems.append(
            Problem(SEAL_MISSING, f"文件里没有摘要为 {published[:16]}… 的封存，与另行公布的封存对不上。")
        )
    last = str(state.seals[-1].get("digest", "")) if state.seals else ""
    return Verdict(state.entries, len(state.chains), len(state.seals), last, tuple(state.problems))


def _take(state: _State, at: int, text: str) -> None:
    """One line, by its type."""
    try:
        values = json.loads(text)
        kind = values["type"]
        if kind == "entry":
            _entry(state, values)
        elif kind == "seal":
            _shape(values, day=str, algorithm=str, previous=str, digest=str, heads=str)
            state.seals.append(values)
        elif kind == "export":
            _header(state, values)
        elif kind == "end":
            _shape(values, entries=int, seals=int)
            state.end = values
        else:
            raise ValueError(kind)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        state.problems.append(Problem(UNREADABLE, f"文件第 {at} 行读不懂，已被改动或损坏。"))


def _shape(values: dict[str, Any], **kinds: type) -> None:
    for name, kind in kinds.items():
        if type(values[name]) is not kind:
            raise TypeError(name)


def _header(state: _State, values: dict[str, Any]) -> None:
    if values["format"] != FORMAT or state.header:
        raise ValueError(values["format"])
    _shape(values, previous_seal=str, chains=list)
    state.header, state.previous_seal = True, values["previous_seal"]
    state.whole = values.get("whole") is True
    for one in values["chains"]:
        _shape(one, chain=int, first=int, last=int, previous=str)
        chain = state.chains.setdefault(one["chain"], _Chain(one["chain"]))
        chain.first, chain.last, chain.previous = one["first"], one["last"], one["previous"]


def _entry(state: _State, values: dict[str, Any]) -> None:
    _shape(values, chain=int, number=int, algorithm=str, digest=str, body=str)
    chain = state.chains.setdefault(values["chain"], _Chain(values["chain"]))
    number, algorithm, stated, body = values["number"], values["algorithm"], values["digest"], values["body"]
    state.entries += 1
    if number in chain.digests:
        state.problems.append(
            Problem(INSERTED, f"{chain.name}第 {number} 条出现了不止一次，有一条是插入的。", chain.key, number)
        )
        return
    if number < chain.highest:
        state.problems.append(
            Problem(REORDERED, f"{chain.name}第 {number} 条排在了第 {chain.highest} 条后面，次序被改动。",
                    chain.key, number)
        )  # fmt: skip
    chain.highest = max(chain.highest, number)
    chain.digests[number] = stated
    if number == 1 or number == chain.first or number - 1 in chain.digests:
        state.problems += _judged(chain, number, algorithm, stated, body)
    else:
        chain.waiting.append((number, algorithm, stated, body))


def _judged(chain: _Chain, number: int, algorithm: str, stated: str, body: str) -> Iterator[Problem]:
    """Whether an entry is what its digest covers, and follows the one before it."""
    if algorithm not in ALGORITHMS:
        yield Problem(
            ALGORITHM, f"{chain.name}第 {number} 条的摘要算法“{algorithm[:20]}”不是规定的算法。", chain.key, number
        )
        return
    if number == 1:
        previous = ""
    elif number == chain.first:
        previous = chain.previous
    else:
        previous = chain.digests.get(number - 1, "")
    if digest(previous, body, algorithm) != stated:
        yield Problem(CHANGED, f"{chain.name}第 {number} 条的内容、算法或摘要被改动，或者不接在上一条之后。",
                      chain.key, number)  # fmt: skip
    elif not _numbered(body, number, chain.key):
        yield Problem(INSERTED, f"{chain.name}第 {number} 条的内容写的是另一条的编号或机关，是移来的。",
                      chain.key, number)  # fmt: skip


def _numbered(body: str, number: int, key: int) -> bool:
    try:
        values = json.loads(body)
        return bool(values["number"] == number and values["agency"] == key)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _gaps(chain: _Chain) -> Iterator[Problem]:
    """The stretches that the export should hold and does not."""
    highest = max(chain.digests, default=chain.first - 1)
    missing: list[int] = []
    last = highest if chain.last is None else max(chain.last, highest)
    beyond = {number for number in chain.digests if number < chain.first or number > last}
    for number in sorted(beyond):
        yield Problem(INSERTED, f"{chain.name}第 {number} 条不在导出说明的范围之内，是插入的。", chain.key, number)
    if last - chain.first > 50_000_000:
        yield Problem(UNREADABLE, f"{chain.name}的范围（{chain.first} 至 {last}）不合理。", chain.key)
        return
    for number in range(chain.first, last + 2):
        if number <= last and number not in chain.digests:
            missing.append(number)
        elif missing:
            yield _gap(chain, missing[0], missing[-1], highest)
            missing = []
    if chain.last is not None and highest > chain.last:
        yield Problem(
            INSERTED, f"{chain.name}有第 {highest} 条，导出说明只到第 {chain.last} 条。", chain.key, highest
        )


def _gap(chain: _Chain, first: int, last: int, highest: int) -> Problem:
    which = f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"
    if first > highest:
        return Problem(TRUNCATED, f"{chain.name}末尾缺少{which}，被截去。", chain.key, first)
    return Problem(REMOVED, f"{chain.name}缺少{which}，被移走。", chain.key, first)


def _late(chain: _Chain) -> Iterator[Problem]:
    """The entries that came before the one they follow."""
    for number, algorithm, stated, body in chain.waiting:
        if number - 1 in chain.digests or algorithm not in ALGORITHMS:
            yield from _judged(chain, number, algorithm, stated, body)
        elif not _numbered(body, number, chain.key):
            yield Problem(CHANGED, f"{chain.name}第 {number} 条的内容被改动。", chain.key, number)


def _seals(state: _State) -> Iterator[Problem]:
    previous, day = state.previous_seal, ""
    for seal in state.seals:
        if seal["algorithm"] not in ALGORITHMS:
            yield Problem(ALGORITHM, f"{seal['day']} 的封存使用了不是规定的算法。", day=seal["day"])
        elif digest(seal["previous"], seal["heads"], seal["algorithm"]) != seal["digest"]:
            yield Problem(SEAL_BROKEN, f"{seal['day']} 的封存被改动。", day=seal["day"])
        elif seal["previous"] != previous:
            yield Problem(SEAL_BROKEN, f"{seal['day']} 的封存不接在上一次封存之后，中间有封存被移走、移动或替换。",
                          day=seal["day"])  # fmt: skip
        elif seal["day"] <= day:
            yield Problem(SEAL_BROKEN, f"{seal['day']} 的封存排在了 {day} 的后面。", day=seal["day"])
        yield from _heads(state, seal)
        previous, day = seal["digest"], seal["day"]


def _heads(state: _State, seal: dict[str, Any]) -> Iterator[Problem]:
    """Each chain as it is, against its length and head when it was sealed."""
    try:
        sealed = json.loads(seal["heads"])
        heads = {int(key): (int(length), str(head)) for key, (length, head) in sealed["heads"].items()}
        if sealed["day"] != seal["day"]:
            raise ValueError(seal["day"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield Problem(SEAL_BROKEN, f"{seal['day']} 的封存读不懂，被改动。", day=seal["day"])
        return
    for key, (length, head) in heads.items():
        chain = state.chains.get(key)
        if chain is None and length and state.whole and key not in state.gone:
            state.gone.add(key)
            which = _Chain(key).name
            yield Problem(REMOVED, f"{which}整条被移走：{seal['day']} 封存时有 {length} 条。", key, 1, seal["day"])
        if chain is None or length < chain.first - 1 or length == 0:
            continue
        known = chain.previous if length == chain.first - 1 else chain.digests.get(length)
        if known is None and length > max(chain.digests, default=chain.first - 1):
            yield Problem(TRUNCATED, f"{chain.name}在 {seal['day']} 封存时有 {length} 条，现在末尾的被截去。",
                          key, length, seal["day"])  # fmt: skip
        elif known is not None and known != head:
            yield Problem(AGAINST_SEAL, f"{chain.name}第 {length} 条与 {seal['day']} 的封存不符，"
                          "这一条或者它以前的记录在封存以后被改写。", key, length, seal["day"])  # fmt: skip


def _end(state: _State) -> Iterator[Problem]:
    if state.end is None:
        yield Problem(TRUNCATED, "文件没有结尾，被截短或者没有下载完整。")
        return
    if state.end["seals"] != len(state.seals):
        yield Problem(SEAL_MISSING, f"文件结尾写明有 {state.end['seals']} 次封存，实际有 {len(state.seals)} 次。")
    if state.end["entries"] != state.entries:
        yield Problem(TRUNCATED, f"文件结尾写明有 {state.end['entries']} 条记录，实际有 {state.entries} 条。")
