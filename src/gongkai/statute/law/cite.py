"""A citation is a value: the instrument, the article, and how sure we are of its wording."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How a statement of the specification is known (the tags of the domain specification)."""

    VERIFIED = "verified"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, interpretation or notice; calling it with an article number cites that article.

    `number` is the 文号, empty where the source does not state it. Both dates are included; None is open.
    `matter` joins the instruments that replaced one another; `standing` is that of number and dates.
    """

    key: str
    title: str
    number: str = ""
    in_force_from: date | None = None
    in_force_until: date | None = None
    matter: str = ""
    standing: Standing = Standing.VERIFIED

    def in_force_on(self, day: date) -> bool:
        """Whether it was in force on a day, as far as its dates are known."""
        return (self.in_force_from is None or self.in_force_from <= day) and (
            self.in_force_until is None or day <= self.in_force_until
        )

    def __call__(self, article: int | None = None, paragraph: int | None = None, item: int | None = None) -> "Cite":
        """The citation of 条, 款, 项; of the whole instrument when called without."""
        return Cite(self, article, paragraph, item)


@dataclass(frozen=True, slots=True)
class Cite:
    """One provision: instrument, 条, 款, 项."""

    instrument: Instrument
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    standing: Standing = Standing.VERIFIED

    def __str__(self) -> str:
        parts = [f"《{self.instrument.title}》"]
        if self.article is not None:
            parts.append(f"第{chinese_numeral(self.article)}条")
        if self.paragraph is not None:
            parts.append(f"第{chinese_numeral(self.paragraph)}款")
        if self.item is not None:
            parts.append(f"第（{chinese_numeral(self.item)}）项")
        return "".join(parts)


_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """The numeral by which articles are cited, 0 to 999.

    >>> chinese_numeral(30), chinese_numeral(15), chinese_numeral(105)
    ('三十', '十五', '一百零五')
    """
    if not 0 <= number <= 999:
        raise ValueError(number)
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    head, rest = divmod(number, 100)
    tail = "" if not rest else ("零" + _DIGITS[rest] if rest < 10 else chinese_numeral_of_tens(rest))
    return _DIGITS[head] + "百" + tail


def chinese_numeral_of_tens(number: int) -> str:
    """Tens inside a hundred: fifteen is 一十五 there."""
    return ("一" if number < 20 else "") + chinese_numeral(number)
