"""A letter as the blocks a page prints, in order (DOMAIN §5.5)."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

_TITLE_LINE = 20  # characters of 2号 in 156 mm
_DATE_FROM_RIGHT = 4.0  # characters: 成文日期右空四字 (GB/T 9704 7.3.5.1)
_LEAST_FROM_RIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person: the part stands only at the first of several."""

    label: str
    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Roster:
    """People in columns: part, name, office."""

    lines: tuple[RosterLine, ...]

    @property
    def label_width(self) -> int:
        """Characters of the longest label, its colon included."""
        return max(len(line.label) for line in self.lines) + 1

    @property
    def name_width(self) -> int:
        """Characters of the longest name; three at least."""
        return max(3, *(len(line.name) for line in self.lines))


LetterBlock: TypeAlias = Paragraph | Roster


@dataclass(frozen=True, slots=True)
class Letter:
    """What is printed; `title` is broken where the sense allows, once for each of its parts."""

    title: tuple[str, ...]
    addressee: str
    blocks: tuple[LetterBlock, ...]
    signature: str
    day: date
    number: str = ""
    subject: str = ""

    @property
    def one_title(self) -> str:
        """The title in one line."""
        return "".join(self.title)

    @property
    def dated(self) -> str:
        """The date as it is printed: full year, no leading zeros."""
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"

    @property
    def margins(self) -> tuple[float, float]:
        """How far signature and date stand from the right, in characters; the one is centred over the other."""
        name, day = width(self.signature), width(self.dated)
        signature = max(_LEAST_FROM_RIGHT, _DATE_FROM_RIGHT + (day - name) / 2)
        return signature, signature + (name - day) / 2


def width(text: str) -> float:
    """The width of a text in characters: figures and Latin letters take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def broken(agency: str, rest: str) -> tuple[str, ...]:
    """A title in lines: one where it fits, else a break after the agency's name (GB/T 9704 7.3.1)."""
    return (agency + rest,) if len(agency + rest) <= _TITLE_LINE else (agency, rest)


def spread(name: str) -> str:
    """A name of two characters takes the room of three, as rosters are printed."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def filled(label: str, room: int) -> str:
    """A label of two characters spread over the room of the longest: 组　　长."""
    gap = room - len(label)
    return f"{label[0]}{'　' * gap}{label[1]}" if len(label) == 2 and gap > 0 else label
