"""A figure stated in a sentence of the report, as a value that rules compare with cells and with other figures."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

COMPARED = "compared.previous"
"""The subject of a figure that only says what it was before: 较2022年的80件增加16件."""


class ClaimKind(StrEnum):
    """What sort of figure a sentence states."""

    COUNT = "count"  # 170条, 21件
    AMOUNT = "amount"  # 2950元, 12.5万元
    SHARE = "share"  # 占33.9%
    GROWTH = "growth"  # 增长1.4倍, 下降12%
    NONE = "none"  # 未收到, 无, 没有: the value is 0


class Claim(NamedTuple):
    """One figure and where it stands.

    `section` 0 is title and preface; `paragraph` counts from 0 (0 of section 0 is the title); `start`/`end`
    are characters of that paragraph. `subject` is what is counted, a permanent code ("items.published",
    "channel.website", "requests.new", …; "" when not recognised). `cells` are the cell codes whose sum it must
    equal, empty when it is tied to no cell. `whole` is the index, among the claims of the report, of the
    figure that this one is a part of; `exhaustive` says the sentence leaves no other reading than that the
    parts add up. `exact` is False for 余, 约, 近, 以上. `certain` is True where the sentence leaves no other
    reading of what is counted; a figure that agrees with its cells is asked nothing more and counts as certain.

    `readings` are further sums of cells it may equal as well (收到 may or may not count what was carried in);
    for a figure of last year, which has no `cells`, they are sums of last year's report.
    `group` numbers the breakdown a part stands in, because one whole may be broken down several times. For a
    share `whole` is the figure whose share it states, for a growth the figure that grew.
    """

    section: int
    paragraph: int
    start: int
    end: int
    text: str
    kind: ClaimKind
    value: Decimal
    unit: str = ""
    year: int | None = None
    subject: str = ""
    cells: tuple[str, ...] = ()
    whole: int | None = None
    exhaustive: bool = False
    exact: bool = True
    certain: bool = False
    readings: tuple[tuple[str, ...], ...] = ()
    group: int | None = None
