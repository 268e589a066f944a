"""Templates of 索引号 (DOMAIN 6.2): no national form is compulsory, so each agency states its own.

A template is text with fields in braces, ``{uscc}/{year}-{serial:5}``. Two different sets of values never give one
number: every field has a fixed width, or a separator that its values cannot contain stands after it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gongkai.statute.identifiers.errors import IndexTemplateForm, IndexValue, SerialExhausted


@dataclass(frozen=True, slots=True)
class IndexField:
    """A field of a template: what it holds, and the form of its values."""

    name: str
    label: str
    pattern: str
    width: int | None  # None: as long as the value is


# fmt: off
FIELDS: Mapping[str, IndexField] = {field.name: field for field in (
    IndexField("uscc", "统一社会信用代码", r"[0-9A-Z]{18}", 18),
    IndexField("org", "组织机构代码", r"[0-9A-Z]{9}", 9),
    IndexField("region", "行政区划代码", r"\d{6}", 6),
    IndexField("agency", "地区部门代码", r"[0-9A-Z]{5}", 5),
    IndexField("place", "地区代号", r"[0-9A-Z]{1,8}", None),
    IndexField("department", "部门代号", r"[0-9A-Z]{1,8}", None),
    IndexField("category", "类别代号", r"[0-9A-Z]{1,8}", None),
    IndexField("group", "分组代号", r"[0-9A-Z]{1,8}", None),
    IndexField("year", "年份", r"\d{4}", 4),
    IndexField("month", "月份", r"(?:0[1-9]|1[0-2])", 2),
    IndexField("date", "生成日期", r"\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", 8),
)}
# fmt: on
SERIAL = "serial"
_PIECE = re.compile(r"\{([a-z]+)(?::(\d{1,2}))?\}")
_LITERAL = re.compile(r"[0-9A-Z/\-_.]*")
_SEPARATOR = re.compile(r"[/\-_.]")
LONGEST = 100
LONGEST_NUMBER, LONGEST_VALUE = 64, 8
"""Of a number as it is kept and shown; of a value whose length is not fixed."""


@dataclass(frozen=True)
class IndexTemplate:
    """A template that has been checked; make one with `index_template`.

    `pieces` alternate: text, field, text, …, text. `serial_width` is the number of digits of the serial number.
    """

    text: str
    pieces: tuple[str, ...]
    serial_width: int

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields other than the serial number, in order."""
        return tuple(name for name in self.pieces[1::2] if name != SERIAL)

    @property
    def restarts_with(self) -> tuple[str, ...]:
        """The fields whose change lets the serial number begin at 1 again; it must run on while they stay the same.

        A template without a year has numbers that run on for ever, unless another field changes.
        """
        return self.fields

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = []
        for place, piece in enumerate(self.pieces):
            if place % 2 == 0:
                parts.append(re.escape(piece))
            else:
                form = rf"\d{{{self.serial_width}}}" if piece == SERIAL else FIELDS[piece].pattern
                parts.append(f"(?P<{piece}>{form})")
        return re.compile("".join(parts), re.ASCII)

    def render(self, serial: int, values: Mapping[str, str]) -> str:
        """The number. Raises AGY-1007 for a missing or malformed value, AGY-1008 when the digits run out."""
        before, after = self.around(values)
        return f"{before}{self.digits(serial)}{after}"

    def around(self, values: Mapping[str, str]) -> tuple[str, str]:
        """What stands before and after the serial number. Raises AGY-1007."""
        serial = self.pieces.index(SERIAL)  # no text between the fields can be this word
        parts = [
            piece if place % 2 == 0 or place == serial else self._value(piece, values)
            for place, piece in enumerate(self.pieces)
        ]
        return "".join(parts[:serial]), "".join(parts[serial + 1 :])

    def digits(self, serial: int) -> str:
        """The serial number as it is written. Raises AGY-1008."""
        if serial < 1:
            raise ValueError(serial)
        number = f"{serial:0{self.serial_width}}"
        if len(number) > self.serial_width:
            raise SerialExhausted(template=self.text, last=10**self.serial_width - 1)
        return number

    def parse(self, text: str) -> dict[str, str] | None:
        """The values in a number of this template, the serial number among them; None for any other text."""
        match = self._pattern.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
        return match.groupdict() if match else None

    def _value(self, name: str, values: Mapping[str, str]) -> str:
        field = FIELDS[name]
        value = unicodedata.normalize("NFKC", values.get(name, "")).strip().upper()
        if not re.fullmatch(field.pattern, value, re.ASCII):
            raise IndexValue(template=self.text, field=field.label, value=value or "（空）")
        return value


def index_template(text: str) -> IndexTemplate:
    """Parse and check a template. Raises AGY-1006."""
    plain = unicodedata.normalize("NFKC", text).strip()
    pieces = _PIECE.split(plain)
    literals, names, widths = pieces[0::3], pieces[1::3], pieces[2::3]

    def refuse(problem: str) -> IndexTemplateForm:
        return IndexTemplateForm(template=text.strip(), problem=problem, known="、".join(_in_words()))

    if len(plain) > LONGEST:
        raise refuse(f"超过{LONGEST}个字符")
    for literal in literals:
        if not _LITERAL.fullmatch(literal):
            strange = next(c for c in literal if not _LITERAL.fullmatch(c))
            raise refuse(f"中的“{strange}”不能使用")
    for name, width in zip(names, widths, strict=True):
        if name != SERIAL and name not in FIELDS:
            raise refuse(f"中的“{{{name}}}”不是已知的项")
        if name != SERIAL and width:
            raise refuse(f"中的“{{{name}}}”不能写位数")
        if names.count(name) > 1:
            raise refuse(f"中“{{{name}}}”出现了不止一次")
    if SERIAL not in names:
        raise refuse("没有流水号")
    serial_width = int(widths[names.index(SERIAL)] or 5)
    if not 1 <= serial_width <= 10:
        raise refuse("的流水号应为1至10位")
    for place, name in enumerate(names):
        follows = literals[place + 1]
        last = place == len(names) - 1
        if name != SERIAL and FIELDS[name].width is None and not (last and not follows) and not _separated(follows):
            raise refuse(f"中“{{{name}}}”长短不定，后面应有分隔符")
    longest = sum(map(len, literals)) + serial_width
    longest += sum(FIELDS[name].width or LONGEST_VALUE for name in names if name != SERIAL)
    if longest > LONGEST_NUMBER:
        raise refuse(f"编出的索引号会有{longest}个字符，超过{LONGEST_NUMBER}个")
    alternating = [piece for pair in zip(literals, [*names, ""], strict=True) for piece in pair][:-1]
    return IndexTemplate(plain, tuple(alternating), serial_width)


def _separated(literal: str) -> bool:
    return bool(literal) and _SEPARATOR.match(literal) is not None


def _in_words() -> list[str]:
    return [f"{{{field.name}}}（{field.label}）" for field in FIELDS.values()] + ["{serial:5}（5位流水号）"]


@dataclass(frozen=True, slots=True)
class KnownTemplate:
    """A template in use somewhere; `from_rule`: made from a rule's wording, with an example of our own."""

    template: str
    example: str
    seen: str
    from_rule: bool = False


# fmt: off
KNOWN_TEMPLATES: tuple[KnownTemplate, ...] = (
    KnownTemplate("{uscc}/{year}-{serial:5}", "11370812004339255B/2020-22849", "兖州、武威、阳江"),
    KnownTemplate("{org}/{year}-{serial:5}", "000014349/2017-00110", "国务院办公厅"),
    KnownTemplate("{uscc}/{year}{month}-{serial:5}", "11341702486344515H/202110-00013", "宁国"),
    KnownTemplate("{place}-{department}-{category}-{group}-{date}-{serial:4}", "A1-B02-01-03-20250315-0007",
                  "宁波规则（六段）", from_rule=True),
    KnownTemplate("{agency}-{category}-{year}-{serial:5}", "AB012-03-2025-00041", "连云港规则（四段）",
                  from_rule=True),
)
# fmt: on
DEFAULT_TEMPLATE = KNOWN_TEMPLATES[0].template
