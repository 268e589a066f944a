"""The tree from a file: one transaction, one entry, all of it or nothing."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F

from gongkai.agencies import errors
from gongkai.agencies.exchange import plan as planning
from gongkai.agencies.exchange.fields import FIELDS, REFERENCES
from gongkai.agencies.exchange.files import read
from gongkai.agencies.exchange.model import Plan, Touched, Value
from gongkai.agencies.models import Agency, AgencyEvent, AgencyName
from gongkai.agencies.selectors import exchange
from gongkai.agencies.services._shared import made_slug, mark, not_in_future
from gongkai.audit.services import act, record
from gongkai.kit.access import Clerk

_BATCH = 1000
_POINTERS = tuple(code for code in REFERENCES if code != "superior")
_PLAIN = tuple(field.code for field in FIELDS if field.code not in (*REFERENCES, "key"))


@dataclass(frozen=True, slots=True)
class Source:
    """The file and the day and basis that are stated for all of it."""

    data: bytes
    name: str
    on: date
    basis: str


def dry_run(source: Source) -> Plan:
    """What importing would change, by the directory as it is now. Raises AGY-1016, 1041, 1052."""
    not_in_future(source.on)
    sheet = read(source.data, source.name)
    return planning.plan(exchange.lines(), sheet, on=source.on, last_days=exchange.last_days())


@act("agency.import", "导入机关名录")
def apply(source: Source, *, seen: str, by: Clerk) -> Plan:
    """Do what the preview showed; `seen` is its fingerprint. Raises what the dry run raises, AGY-1054 to 1056."""
    list(Agency.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))  # nobody edits meanwhile
    plan = dry_run(source)
    if plan.refusals:
        raise errors.RowsRefused(count=len(plan.refusals))
    if plan.empty:
        raise errors.NothingToImport()
    if plan.fingerprint != seen:
        raise errors.PlanChanged()
    running = _Import(plan, source, by)
    running.run()
    counts = f"新增 {len(plan.added)}，修改 {len(plan.changed)}，移动 {len(plan.moved)}"
    record(
        Agency.objects.get(pk=by.agency_id),
        by=by,
        on=source.on,
        rows=[running.told(touched) for part in (plan.added, plan.changed, plan.moved) for touched in part],
        note=f"{source.name}；{source.basis}；{counts}",
    )
    return plan


class _Import:
    """The plan carried out in bulk: add level by level, change, point, move from the top down; then the history."""

    def __init__(self, plan: Plan, source: Source, by: Clerk) -> None:
        self.plan, self.source, self.by = plan, source, by
        self.rows: dict[str, Agency] = {str(agency.key): agency for agency in Agency.objects.all()}
        self.slugs = {agency.slug for agency in self.rows.values()}
        self.names: list[AgencyName] = []
        self.events: list[AgencyEvent] = []

    def run(self) -> None:
        self._add()
        self._change()
        self._point()
        self._move()
        AgencyName.objects.bulk_create(self.names, batch_size=_BATCH)
        AgencyEvent.objects.bulk_create(self.events, batch_size=_BATCH)

    def told(self, touched: Touched) -> str:
        """The row of the audit entry: the agency's key, its name, and each field with its old and new value."""
        changes = {change.field: [change.old, change.new] for change in touched.changes}
        key = str(self.rows[touched.key].key)
        return json.dumps([key, touched.name, changes], ensure_ascii=False, separators=(",", ":"))

    def _add(self) -> None:
        waiting = [touched.key for touched in self.plan.added]
        new = set(waiting)
        while waiting:
            level = [key for key in waiting if self._above(key) not in new]
            self._add_level(level)
            new -= set(level)
            waiting = [key for key in waiting if key in new]

    def _above(self, key: str) -> str:
        return str(self.plan.lines[key]["superior"] or "")

    def _add_level(self, keys: list[str]) -> None:
        """Agencies whose superiors are there, at the places that treebeard would give them."""
        children: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            children[self._above(key)].append(key)
        made: list[tuple[str, Agency]] = []
        counts: dict[int, list[int]] = defaultdict(list)
        for above, below in children.items():
            parent = self.rows.get(above)
            made += [
                (key, self._new(key, path, parent.depth + 1 if parent else 1))
                for key, path in zip(below, _next_paths(parent, len(below)), strict=True)
            ]
            if parent is not None:
                counts[len(below)].append(parent.pk)
        Agency.objects.bulk_create([agency for _, agency in made], batch_size=_BATCH)
        for count, parents in counts.items():
            for some in _batches(parents):
                Agency.objects.filter(pk__in=some).update(numchild=F("numchild") + count)
        for key, agency in made:
            self.rows[key] = agency
            self._born(agency, above=self.rows.get(self._above(key)))

    def _new(self, key: str, path: str, depth: int) -> Agency:
        line = self.plan.lines[key]
        own = uuid.uuid4() if key.startswith("row:") else uuid.UUID(key)
        agency = Agency(key=own, path=path, depth=depth, **{code: line[code] for code in _PLAIN})
        if not agency.slug:
            short = made_slug(own)
            agency.slug = short if short not in self.slugs else made_slug(own, 32)
        if agency.state == "merged":  # the successor may not be there yet; the database asks for both together
            agency.state, agency.ended_on = "active", None
        self.slugs.add(agency.slug)
        mark(agency, self.by)
        agency.version = 1
        return agency

    def _born(self, agency: Agency, above: Agency | None) -> None:
        self.names.append(AgencyName(agency=agency, name=agency.name, since=agency.established_on))
        if agency.established_on:
            self._happened(agency, "established", agency.established_on, above)

    def _happened(self, agency: Agency, kind: str, on: date, other: Agency | None = None, detail: str = "") -> None:
        self.events.append(
            AgencyEvent(agency=agency, kind=kind, on=on, other=other, basis=self.source.basis, detail=detail[:400])
        )

    def _change(self) -> None:
        """Plain fields of those that are there already: one update for all that change alike."""
        alike: dict[tuple[tuple[str, Value], ...], list[int]] = defaultdict(list)
        for change in (*self.plan.changed, *self.plan.moved):
            agency, line = self.rows[change.key], self.plan.lines[change.key]
            if line["name"] != agency.name:
                self._renamed(agency, str(line["name"]))
            fields = sorted({one.field for one in change.changes} & set(_PLAIN))
            alike[tuple((code, line[code]) for code in fields)].append(agency.pk)
        marked = Agency()
        mark(marked, self.by)
        who = {"changed_by": marked.changed_by, "changed_at": marked.changed_at}
        for values, pks in alike.items():
            for some in _batches(pks):
                Agency.objects.filter(pk__in=some).update(version=F("version") + 1, **who, **dict(values))

    def _renamed(self, agency: Agency, name: str) -> None:
        if not agency.names.exists():
            self.names.append(AgencyName(agency=agency, name=agency.name, since=agency.established_on))
        self.names.append(AgencyName(agency=agency, name=name, since=self.source.on))
        self._happened(agency, "renamed", self.source.on, detail=f"由“{agency.name}”更名为“{name}”")

    def _point(self) -> None:
        """References, now that everybody is there; one update for all that point to the same."""
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        added = {touched.key for touched in self.plan.added}
        for part in (self.plan.added, self.plan.changed, self.plan.moved):
            for touched in part:
                for change in touched.changes:
                    if change.field in _POINTERS:
                        target = str(self.plan.lines[touched.key][change.field] or "")
                        groups[change.field, target].append(self.rows[touched.key].pk)
        for (code, target), pks in groups.items():
            for some in _batches(pks):
                Agency.objects.filter(pk__in=some).update(**{code: self.rows[target] if target else None})
        for key in added:
            self._end(key)

    def _end(self, key: str) -> None:
        line, agency = self.plan.lines[key], self.rows[key]
        ended = line["ended_on"]
        if line["state"] == "active" or not isinstance(ended, date):
            return
        Agency.objects.filter(pk=agency.pk).update(state=line["state"], ended_on=ended)
        self._happened(agency, str(line["state"]), ended, self.rows.get(str(line["successor"] or "")))

    def _move(self) -> None:
        """From the top down by the places they will have: nobody is ever moved below itself."""
        for touched in sorted(self.plan.moved, key=lambda one: self._depth(one.key)):
            row = Agency.objects.get(pk=self.rows[touched.key].pk)
            former = Agency.objects.get_parent(row)
            above = self._above(touched.key)
            target = Agency.objects.get(pk=self.rows[above].pk) if above else None
            if target is None:
                Agency.objects.move(row, Agency.objects.get_last_root_node(), "last-sibling")
            else:
                Agency.objects.move(row, target, "last-child")
            detail = f"原上级机关：{former.name if former else '（无上级机关）'}"
            self._happened(self.rows[touched.key], "moved", self.source.on, target, detail)

    def _depth(self, key: str) -> int:
        """How deep it will stand when everything is done."""
        depth, at = 1, key
        while above := self._final_above(at):
            depth, at = depth + 1, above
        return depth

    def _final_above(self, key: str) -> str:
        if key in self.plan.lines:
            return self._above(key)
        return self._parents.get(key, "")

    @cached_property
    def _parents(self) -> dict[str, str]:
        """By key, as it was before anything moved."""
        paths = {agency.path: key for key, agency in self.rows.items()}
        return {key: paths.get(agency.path[: -Agency.steplen], "") for key, agency in self.rows.items()}


def _next_paths(parent: Agency | None, count: int) -> list[str]:
    """Places after the last child of a parent, or after the last root."""
    depth = parent.depth + 1 if parent else 1
    above = parent.path if parent else ""
    last = None
    if parent is None or parent.numchild:
        there = Agency.objects.filter(path__startswith=above, depth=depth)
        last = there.order_by("-path").values_list("path", flat=True).first()
    step = Agency._str2int(last[-Agency.steplen :]) if last else 0
    return [Agency._get_path(above, depth, step + number) for number in range(1, count + 1)]


def _batches(keys: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(keys), 500):
        yield keys[start : start + 500]
