"""A large public site: 300 agencies in a tree, twenty columns each, items with all that stands beside them.

Who has how many is skewed as it is in life: the first agency has a sixth of all items, the last a few hundred. Rows
go straight into the tables, with COPY on PostgreSQL; foreign keys are not looked at while they do.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from django.db import connection, models, transaction

from benchmarks.search_documents import document
from gongkai.disclosures.services.publication import recount, site_of
from gongkai.kit import clock
from gongkai.statute.vocab import Art20Item
from tests.builders import a_column, a_person, an_agency

BATCH, DAYS, DISTRICTS, BELOW, TEXTS = 20_000, 3650, 14, 20, 2_000
SECTIONS = (("institution", 2, 6), ("report", 1, 3), ("statutory", 17, 1000))
"""Part of the platform, how many columns it has, and the share of the items that they hold together."""


def fill(items: int) -> None:
    """Everything, then the figures that the acts keep."""
    columns = _directory()
    _Rows(items, columns).write()
    with transaction.atomic():
        recount(column for _, below in columns for column in below)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _directory() -> list[tuple[int, list[int]]]:
    """A city, its districts, and what is below them; for each agency its columns, the busiest first."""
    with transaction.atomic():
        city = an_agency("临江市人民政府", kind="city", **_contact())
        agencies = [city]
        for _ in range(DISTRICTS):
            district = an_agency("", under=city, kind="county", **_contact())
            agencies.append(district)
            for number in range(BELOW):
                kind = "subdistrict" if number % 2 else "department"
                agencies.append(an_agency("", under=district, kind=kind, **_contact()))
        return [(agency.pk, _columns(agency)) for agency in agencies]


def _contact() -> dict[str, str]:
    return {
        "office_name": "政务公开办公室",
        "address": "临江路1号",
        "hours": "工作日9:00至17:00",
        "telephone": "0531-0000001",
    }


def _columns(agency: Any) -> list[int]:  # noqa: ANN401  a row of the builders
    matters, made = list(Art20Item), []
    for section, count, _ in SECTIONS:
        above = None
        for number in range(count):
            parent = above if section == "statutory" and number % 4 else None
            column = a_column(
                agency, section=section, order=number, parent=parent, kind="notice" if number else "news",
                article=matters[number % len(matters)].value if section == "statutory" else "",
            )  # fmt: skip
            above = column if parent is None else above
            made.append(column.pk)
    return made


class _Table:
    """Rows of one model in the form the database takes, most of their values the defaults."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.concrete_fields
        self.name, self.columns = model._meta.db_table, [field.column for field in fields]
        self.blank = [
            field.get_db_prep_save(field.get_default(), connection) if field.has_default() else None
            for field in fields
        ]
        self.places = {field.attname: place for place, field in enumerate(fields)}
        self.rows: list[list[Any]] = []

    def add(self, **told: object) -> int:
        """Note a row; the number it gets unless one is told."""
        row = list(self.blank)
        for name, value in told.items():
            row[self.places[name]] = value
        self.rows.append(row)
        return len(self.rows)

    def store(self) -> None:
        names = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{self.name}" ({names}) FROM STDIN') as copy:
                    for row in self.rows:
                        copy.write_row(row)
            elif self.rows:
                places = ", ".join("?" * len(self.columns))
                cursor.cursor.executemany(f'INSERT INTO "{self.name}" ({names}) VALUES ({places})', self.rows)
        self.rows.clear()


class _Rows:
    """The items and what stands beside them."""

    def __init__(self, items: int, columns: Sequence[tuple[int, list[int]]]) -> None:
        from gongkai.disclosures.models import (
            Attachment,
            Channel,
            Delivery,
            DocumentEvent,
            Item,
            PublicNotice,
            Revision,
        )

        self.items, self.columns, self.rng = items, columns, random.Random(1)
        self.tables = {
            model.__name__: _Table(model)
            for model in (Item, Revision, Attachment, Delivery, DocumentEvent, PublicNotice)
        }
        self.numbers = dict.fromkeys(self.tables, 0)
        self.author, self.today = a_person().pk, clock.today()
        self.sites = {agency: site_of(agency).pk for agency, _ in columns}
        self.seconds = {
            agency: Channel.objects.create(agency_id=agency, name="公示栏", kind="board").pk
            for agency, _ in columns
        }
        self.busy = list(accumulate(1 / rank for rank in range(1, len(columns) + 1)))
        self.shares = list(accumulate(
            share / count if section != "statutory" else share / (1 + number)
            for section, count, share in SECTIONS for number in range(count)
        ))  # fmt: skip
        self.texts = [
            (told.title, told.body[:60], "".join(f"<p>{line}</p>" for line in told.body.split("\n")))
            for told in map(document, range(1, TEXTS + 1))
        ]

    def write(self) -> None:
        """All of them, a batch a transaction."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = replica")
            else:
                cursor.execute("PRAGMA foreign_keys = OFF")
                cursor.execute("PRAGMA synchronous = OFF")
        for first in range(1, self.items + 1, BATCH):
            for number in range(first, min(first + BATCH, self.items + 1)):
                self._item(number)
            with transaction.atomic():
                for table in self.tables.values():
                    table.store()
        connection.close()

    def _add(self, table: str, **told: object) -> int:
        self.numbers[table] += 1
        self.tables[table].add(id=self.numbers[table], **told)
        return self.numbers[table]

    def _item(self, number: int) -> None:
        rng = self.rng
        agency, below = rng.choices(self.columns, cum_weights=self.busy)[0]
        column = rng.choices(below, cum_weights=self.shares)[0]
        day = self._day(number)
        kind = rng.choices(("information", "notice", "normative_document", "interpretation"), (60, 33, 5, 2))[0]
        title, summary, body = self.texts[number % TEXTS]
        state = {7: "withdrawn", 13: "drafting", 63: "drafting"}.get(number % 100, "published")
        public = state == "published"
        at = f"{day} 01:00:00"
        told: dict[str, object] = {
            "title": f"{title}（{number}）", "summary": summary, "kind": kind, "formed_on": str(day),
            "keywords": "公开 通知",
            "document_number": f"临政发〔{day.year}〕{number}号" if kind == "normative_document" else "",
            "valid_from": str(day) if kind == "normative_document" else None,
        }  # fmt: skip
        revision = self._add(
            "Revision", item_id=number, number=1, column_id=column, author_id=self.author, made_at=at,
            digest="0" * 64, body=body, **told,
        )  # fmt: skip
        self._add(
            "Item", key=f"{rng.getrandbits(128):032x}", agency_id=agency, column_id=column, drafter_id=self.author,
            created_at=at, state=state, index_number=None if state == "drafting" else f"B/{number}",
            published_on=str(day) if state != "drafting" else None,
            published_at=at if state != "drafting" else None,
            latest_id=revision, public_id=revision if state != "drafting" else None,
            withdrawn_on=str(day) if state == "withdrawn" else None,
            explains_id=number // 1000 * 1000 + 1 if kind == "interpretation" and number % 1000 > 1 else None,
            validity=self._register(number, day) if kind == "normative_document" and public else "", **told,
        )  # fmt: skip
        if state == "withdrawn":
            self._add("PublicNotice", item_id=number, kind="withdrawal", on=str(day), text="内容需要重新核对")
        elif public:
            self._beside(number, agency, day, at)

    def _day(self, number: int) -> date:
        """A day over ten years; a tenth was brought in later, so that numbers are not in order of time."""
        place = self.rng.random() if number % 10 == 0 else number / self.items
        return self.today - timedelta(days=DAYS - int(DAYS * place))

    def _register(self, number: int, day: date) -> str:
        """What happened to a document, and what that makes of it today."""
        until = day + timedelta(days=1826)
        for verb, end in (("make", None), ("take_effect", None), ("set_term", str(until))):
            self._add("DocumentEvent", item_id=number, kind=verb, on=str(day), valid_until=end)
        if number % 5 == 0:
            self._add(
                "DocumentEvent", item_id=number, kind="repeal", on=str(day + timedelta(days=300)), successor_id=1
            )
            return "repealed" if day + timedelta(days=300) <= self.today else "in_force"
        return "in_force" if until >= self.today else "expired"

    def _beside(self, number: int, agency: int, day: date, at: str) -> None:
        rng = self.rng
        for each in range(rng.choices((0, 1, 2, 5), (70, 20, 8, 2))[0]):
            self._add(
                "Attachment", key=f"{rng.getrandbits(128):032x}", item_id=number, name=f"附件{each + 1}.pdf",
                media_type="application/pdf", size=20_000, digest="0" * 64, from_revision=1,
            )  # fmt: skip
        for channel in self._channels(agency):
            self._add(
                "Delivery", item_id=number, channel_id=channel, state="sent", sent_version=1,
                address=f"/i/{number}/", released_on=str(day), released_at=at,
            )  # fmt: skip
        if number % 200 == 1:
            self._add("PublicNotice", item_id=number, kind="correction", on=str(day), text="更正了联系电话")

    def _channels(self, agency: int) -> Iterator[int]:
        yield self.sites[agency]
        if self.rng.random() < 0.1:
            yield self.seconds[agency]
