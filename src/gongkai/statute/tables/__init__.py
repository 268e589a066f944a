"""Report formats as data, one module a format.

A report's tables are chosen table by table, because hybrids of both formats are published: `tables_of` looks at the
cells. The hybrid's single row （六）其他处理 is `t3.result.other_all`.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

from gongkai.statute.tables import annual_2019, annual_2021
from gongkai.statute.tables.annual_2019 import FORMAT_2019
from gongkai.statute.tables.annual_2021 import FORMAT_2021
from gongkai.statute.tables.model import Kind, Line, ReportFormat, Table

FORMATS = {FORMAT_2021.code: FORMAT_2021, FORMAT_2019.code: FORMAT_2019}
_OTHER_ALL = frozenset(code for code in annual_2019.REQUESTS_TABLE.cells if ".other_all." in code)
_OTHER_SPLIT = frozenset(code for code in annual_2021.REQUESTS_TABLE.cells if ".result.other." in code)


def requests_table(format_code: str, cells: Collection[str]) -> Table:
    """The table three that is printed: with three rows under （六）, or with the single one."""
    if any(map(cells.__contains__, _OTHER_ALL)):
        return annual_2019.REQUESTS_TABLE
    if any(map(cells.__contains__, _OTHER_SPLIT)):
        return annual_2021.REQUESTS_TABLE
    return next(t for t in FORMATS[format_code].tables if t.code == "t3")


def tables_of(format_code: str, cells: Collection[str]) -> tuple[Table, ...]:
    """The printed tables of a report of this format that has these cells, in order."""
    return _with_requests(format_code, requests_table(format_code, cells))


@lru_cache(maxsize=16)
def kinds_of(tables: tuple[Table, ...]) -> Mapping[str, Kind]:
    """What each cell of these tables may hold, in printed order."""
    return {code: kind for table in tables for code, kind in table.kinds.items()}


@lru_cache(maxsize=16)
def labels_of(tables: tuple[Table, ...]) -> Mapping[str, str]:
    """Each cell's place in words, in printed order."""
    return {code: label for table in tables for code, label in table.labels.items()}


@lru_cache(maxsize=16)
def _with_requests(format_code: str, requests: Table) -> tuple[Table, ...]:
    return tuple(requests if t.code == "t3" else t for t in FORMATS[format_code].tables)


__all__ = [
    "FORMATS",
    "FORMAT_2019",
    "FORMAT_2021",
    "Kind",
    "Line",
    "ReportFormat",
    "Table",
    "kinds_of",
    "labels_of",
    "requests_table",
    "tables_of",
]
