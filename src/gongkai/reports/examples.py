"""Three reports of our own making to try the page with: sound, with planted errors, and with last year's."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files as resources
from typing import Any

from gongkai.documents.writers import write
from gongkai.reports import errors
from gongkai.reports.services import Incoming, incoming_bytes
from gongkai.statute.report import Agency, Origin, Period, Report, Value
from gongkai.statute.tables import FORMAT_2021, Kind


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A report of the data folder and the kind of file it is made into."""

    source: str
    kind: str
    is_previous: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A button of the page: its name in the address, what it says, the files it begins with."""

    name: str
    title: str
    what: str
    files: tuple[ExampleFile, ...]

    @property
    def kinds(self) -> str:
        """The formats of its files."""
        return "＋".join(file.kind.upper() for file in self.files)


_SOUND = ExampleFile("street_2021", "docx")
_WRONG = ExampleFile("bureau_2023", "html")
_LATER = ExampleFile("street_2022", "pdf")
EXAMPLES = (
    Example("bureau-2023", "临江县民政局 2023年", "有错：表三、表四各一格，正文两句与表格不符", (_WRONG,)),
    Example("street-2021", "南湖街道 2021年", "没有错：200 格读出，各项都对得上", (_SOUND,)),
    Example(
        "street-2022",
        "南湖街道 2022年，连同上一年",
        "两年核对：今年的上年结转与去年的结转下年",
        (_LATER, ExampleFile("street_2021", "docx", is_previous=True)),
    ),
    Example("all", "三份一起", "一批文件的总览", (_WRONG, _SOUND, _LATER)),
)


def files(name: str) -> tuple[Incoming, ...]:
    """The files of an example, laid where uploads lie."""
    chosen = next((example for example in EXAMPLES if example.name == name), None)
    if chosen is None:
        raise errors.ExampleUnknown()
    return tuple(
        incoming_bytes(
            written(file.source, file.kind),
            f"{report(file.source).title}.{file.kind}",
            is_previous=file.is_previous,
        )
        for file in chosen.files
    )


@lru_cache(maxsize=8)
def written(source: str, kind: str) -> bytes:
    """The example as a file, by the same writer that makes the downloads."""
    return write(report(source), kind)


@lru_cache(maxsize=8)
def report(source: str) -> Report:
    """The example as a value; rows that the data leaves out are 0."""
    text = resources("gongkai.reports").joinpath("data", f"{source}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    year = data["year"]
    published = data["published_on"]
    return Report(
        agency=Agency(data["agency"], kind=data["kind"]),
        year=year,
        title=f"{data['agency']}{year}年政府信息公开工作年度报告",
        preface=tuple(data["preface"]),
        period=Period(published.replace(year=year, month=1, day=1), published.replace(year=year, month=12, day=31)),
        published_on=published,
        cells=_cells(data),
        sections={int(number): tuple(paragraphs) for number, paragraphs in data["sections"].items()},
        origin=Origin.TYPED,
    )


def _cells(data: Mapping[str, Any]) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for table in FORMAT_2021.tables:
        for row in table.rows:
            given = data[table.code].get(row.code, 0)
            numbers = given if isinstance(given, list) else [given] * len(table.columns)
            for column, number in zip(table.columns, numbers, strict=True):
                code = table.cell(row.code, column.code)
                cells[code] = Decimal(number) if table.kinds[code] is Kind.AMOUNT else number
    return cells
