"""The dry run: a file against the directory. Pure: neither database nor clock."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.agencies import errors
from gongkai.agencies.exchange.fields import FIELD, FIELDS, REFERENCES, Kind
from gongkai.agencies.exchange.model import Change, Line, Plan, Refusal, Row, Sheet, Touched, blank, in_words
from gongkai.agencies.exchange.parse import parsed
from gongkai.statute.errors import GongkaiError
from gongkai.statute.identifiers import credit_code
from gongkai.statute.vocab import AgencyKind
from gongkai.statute.vocab.agencies import PEOPLES_GOVERNMENTS

_GOVERNMENTS = {kind.value for kind in PEOPLES_GOVERNMENTS}
_END = ("state", "ended_on", "successor")
_COMPARED = tuple(field.code for field in FIELDS if field.kind is not Kind.KEY)


def plan(directory: Mapping[str, Line], sheet: Sheet, *, on: date, last_days: Mapping[str, date]) -> Plan:
    """What the file would change. `last_days` has the day of each agency's last event; `on` is the date stated."""
    return _Comparison(directory, sheet, on, last_days).plan()


class _Comparison:
    """One comparison; the steps fill in what the next one needs."""

    def __init__(
        self, directory: Mapping[str, Line], sheet: Sheet, on: date, last_days: Mapping[str, date]
    ) -> None:
        self.directory, self.sheet, self.on, self.last_days = directory, sheet, on, last_days
        self.refusals: list[Refusal] = list(sheet.refusals)
        self.columns = {field.code for field in sheet.columns}
        self.row_of: dict[str, int] = {}
        self.final: dict[str, Line] = {}  # by key, of the file's rows
        self.by_code: dict[str, str] = {}
        self.by_name: dict[str, list[str]] = {}

    def plan(self) -> Plan:
        self._identify()
        self._index()
        self._resolve()
        self._judge()
        names = {key: str(line["name"]) for key, line in self._all()}
        added: list[Touched] = []
        changed: list[Touched] = []
        moved: list[Touched] = []
        same = 0
        for key, line in self.final.items():
            old = self.directory.get(key)
            changes = self._changes(old, line, names)
            if old is None:
                added.append(Touched(self.row_of[key], key, names[key], changes))
            elif not changes:
                same += 1
            else:
                touched = Touched(self.row_of[key], key, str(old["name"]), changes)
                (moved if any(change.field == "superior" for change in changes) else changed).append(touched)
        absent = tuple((key, str(line["name"])) for key, line in self.directory.items() if key not in self.final)
        kept = {touched.key: self.final[touched.key] for part in (added, changed, moved) for touched in part}
        self.refusals.sort(key=lambda refusal: refusal.row)
        return Plan(tuple(added), tuple(changed), tuple(moved), absent, tuple(self.refusals), same, kept)

    def _refuse(self, row: int, code: str, reason: GongkaiError) -> None:
        self.refusals.append(Refusal(row, FIELD[code].label if code else "", reason))

    def _all(self) -> Iterator[tuple[str, Line]]:
        yield from self.final.items()
        yield from ((key, line) for key, line in self.directory.items() if key not in self.final)

    def _identify(self) -> None:
        """Which agency each row is: by key, by code, by name under the same superior; else a new one."""
        codes = {str(line["uscc"]): key for key, line in self.directory.items() if line["uscc"]}
        names = defaultdict(list)
        for key, line in self.directory.items():
            names[str(line["name"])].append(key)
        for row in self.sheet.rows:
            values = self._values(row)
            if values is None:
                continue
            key = str(values.get("key") or "") or codes.get(str(values.get("uscc") or ""), "")
            key = key or self._by_name(values, names) or f"row:{row.number}"
            if key in self.final:
                self._refuse(row.number, "name", errors.RowTwice(other=self.row_of[key]))
                continue
            old = self.directory.get(key) or {code: blank(code) for code in _COMPARED}
            self.final[key] = {**old, **{code: value for code, value in values.items() if code != "key"}}
            if not self.final[key]["slug"] and key in self.directory:
                self.final[key]["slug"] = self.directory[key]["slug"]
            self.row_of[key] = row.number

    def _values(self, row: Row) -> Line | None:
        """The cells as values; None when one of them is refused."""
        values: Line = {}
        good = True
        for field in self.sheet.columns:
            try:
                values[field.code] = parsed(field, row.cells.get(field.code, ""))
            except GongkaiError as reason:
                self._refuse(row.number, field.code, reason)
                good = False
        return values if good else None

    def _by_name(self, values: Line, names: Mapping[str, list[str]]) -> str:
        """The one agency of that name under the superior that the row states."""
        found = []
        for key in names.get(str(values["name"]), ()):
            above = str(self.directory[key]["superior"] or "")
            line = self.directory.get(above)
            stated = str(values.get("superior") or "")
            known = {above, *((str(line["name"]), str(line["uscc"])) if line else ())} if above else {""}
            if "superior" not in self.columns or stated in known:
                found.append(key)
        return found[0] if len(found) == 1 else ""

    def _index(self) -> None:
        names = defaultdict(list)
        for key, line in self._all():
            names[str(line["name"])].append(key)
            if line["uscc"]:
                self.by_code[str(line["uscc"])] = key
        self.by_name = dict(names)

    def _resolve(self) -> None:
        """References as written become keys; those not written in this file are keys already."""
        for key, line in self.final.items():
            for code in REFERENCES:
                if code in self.columns and line[code]:
                    try:
                        line[code] = self._meant(code, str(line[code]))
                    except GongkaiError as reason:
                        self._refuse(self.row_of[key], code, reason)
                        line[code] = self.directory.get(key, {}).get(code, "")

    def _meant(self, code: str, text: str) -> str:
        if text in self.final or text in self.directory:
            return text
        if text in self.by_code:
            return self.by_code[text]
        found = self.by_name.get(text, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise errors.ReferenceAmbiguous(column=FIELD[code].label, value=text[:60], count=len(found))
        try:
            return self.by_code[credit_code(text)]
        except (GongkaiError, KeyError):
            raise errors.ReferenceUnknown(column=FIELD[code].label, value=text[:60]) from None

    def _judge(self) -> None:
        """What no single cell shows: twice the same code or address, circles, ends, dates."""
        self._unique("uscc")
        self._unique("slug")
        self._circles()
        for key, line in self.final.items():
            for code, reason in self._wrong(key, line):
                self._refuse(self.row_of[key], code, reason)

    def _unique(self, code: str) -> None:
        bearers = defaultdict(list)
        for key, line in self._all():
            if line[code]:
                bearers[str(line[code])].append(key)
        for value, keys in bearers.items():
            for key in keys if len(keys) > 1 else ():
                if key not in self.final:
                    continue
                other = next(one for one in keys if one != key)
                name = str(self._line(other)["name"])
                taken = errors.CreditCodeTaken if code == "uscc" else errors.SlugTaken
                self._refuse(self.row_of[key], code, taken(value=value, agency=name))

    def _line(self, key: str) -> Line:
        return self.final[key] if key in self.final else self.directory[key]

    def _circles(self) -> None:
        """Walk up from every row; whoever comes back to itself stands in a circle."""
        safe: set[str] = set()
        for start in self.final:
            way: list[str] = []
            at = start
            while at and at not in safe and at not in way:
                way.append(at)
                at = str(self._line(at)["superior"] or "")
            if at and at in way:
                ring = way[way.index(at) :]
                names = " → ".join(str(self._line(key)["name"]) for key in [*ring, at])
                for key in ring:
                    if key in self.row_of:
                        self._refuse(self.row_of[key], "superior", errors.Circle(names=names))
            safe.update(way)

    def _wrong(self, key: str, line: Line) -> Iterator[tuple[str, GongkaiError]]:
        old = self.directory.get(key)
        if old is None:
            yield from self._wrong_end(line)
        else:
            yield from self._wrong_history(key, old, line)
        above = str(line["superior"] or "")
        placed = old is None or old["superior"] != above
        if above and placed and line["state"] == "active" and self._line(above)["state"] != "active":
            yield "superior", errors.SuperiorEnded(superior=self._line(above)["name"])
        for code in ("government", "seat_government"):
            named = str(line[code] or "")
            if named and (old is None or old[code] != named) and self._line(named)["kind"] not in _GOVERNMENTS:
                kind = AgencyKind(str(self._line(named)["kind"])).label
                yield (
                    code,
                    errors.NotAGovernment(agency=self._line(named)["name"], kind=kind, role=FIELD[code].label),
                )
        if line["reviewer"] and not line["reviewer_basis"] and (old is None or old["reviewer"] != line["reviewer"]):
            yield "reviewer_basis", errors.BasisMissing()

    def _wrong_end(self, line: Line) -> Iterator[tuple[str, GongkaiError]]:
        state = dict(FIELD["state"].choices)[str(line["state"])]
        ended = line["state"] != "active"
        if ended == (line["ended_on"] is None):
            yield "ended_on", errors.EndIncomplete(state=state, column=FIELD["ended_on"].label)
        if line["state"] == "merged" and not line["successor"]:
            yield "successor", errors.EndIncomplete(state=state, column=FIELD["successor"].label)
        if not ended and line["successor"]:
            yield "successor", errors.EndIncomplete(state=state, column=FIELD["successor"].label)
        days = [day for day in (line["established_on"], line["ended_on"]) if isinstance(day, date)]
        if any(day > self.on for day in days):
            yield "established_on", errors.DateInFuture(day=max(days))
        if len(days) == 2 and days[0] > days[1]:
            yield (
                "ended_on",
                errors.DateBeforeHistory(day=days[1], agency=line["name"], what="设立日期", earlier=days[0]),
            )

    def _wrong_history(self, key: str, old: Line, line: Line) -> Iterator[tuple[str, GongkaiError]]:
        names = {one: str(row["name"]) for one, row in self._all()} if any(old[c] != line[c] for c in _END) else {}
        for code in _END:
            if old[code] != line[code]:
                yield (
                    code,
                    errors.EndByAct(
                        column=FIELD[code].label,
                        old=in_words(code, old[code], names) or "空",
                        new=in_words(code, line[code], names) or "空",
                    ),
                )
        told = next((code for code in ("name", "superior") if old[code] != line[code]), "")
        if not told:
            return
        if old["state"] != "active":
            state = dict(FIELD["state"].choices)[str(old["state"])]
            yield told, errors.NotActive(agency=old["name"], day=old["ended_on"], state=state)
        last = self.last_days.get(key)
        if last is not None and self.on < last:
            yield told, errors.DateBeforeHistory(day=self.on, agency=old["name"], what="沿革", earlier=last)

    def _changes(self, old: Line | None, line: Line, names: Mapping[str, str]) -> tuple[Change, ...]:
        base = old if old is not None else {code: blank(code) for code in _COMPARED}
        return tuple(
            Change(code, FIELD[code].label, in_words(code, base[code], names), in_words(code, line[code], names))
            for code in _COMPARED
            if base[code] != line[code] and (old is not None or line[code] != blank(code))
        )
