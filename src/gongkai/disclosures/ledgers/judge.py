"""Each row of a ledger judged: a line ready to be taken in, or every reason why not, with the place of each."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.ledgers.dates import Impossible, Unclear, read_date
from gongkai.disclosures.ledgers.fields import FIELD, plain
from gongkai.statute.vocab.documents import Validity
from gongkai.statute.vocab.items import REGISTERED_DOCUMENTS, ItemKind, PublicationChannel

EARLIEST = date(1949, 10, 1)
LONGEST_ADDRESS = 500
OPEN_WORDS = frozenset({"", "主动公开", "公开", "已公开", "主动", "是", "全文公开", "社会公开"})
CLOSED_WORDS = frozenset({"依申请公开", "依申请", "不公开", "不予公开", "不宜公开", "否", "免予公开", "此件不公开"})
NOTHING = frozenset({"-", "—", "——", "/", "无", "暂无", "N/A", "n/a"})
_NOT_LOOSE = ("title", "column", "body")  # fields in which a stroke is a text and not the word for nothing
_ERROR_CELL = re.compile(r"^#(?:REF!|VALUE!|NAME\?|DIV/0!|N/A|NUM!|NULL!)$")
_NUMBER = re.compile(r"^[\w/\-.()〔〕\[\]号第]+$")
_MEANT_AS_LINK = re.compile(r"://|^www\.|^https?[:：]", re.IGNORECASE)
"""What is not meant as one says where else it stands: 公示栏, a page of the gazette, an issue of a paper."""
_LINK = re.compile(r"^https?://[^\s/@?#]+\.[^\s]+$", re.IGNORECASE)
_BREAKS = re.compile(r"[、，,;；\n|＋+]+|/(?!/)")
_LINES = re.compile(r"[\n;；\s]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_SPOKEN_CHANNELS: tuple[tuple[str, PublicationChannel], ...] = (
    (r"微信|公众号|订阅号|视频号", PublicationChannel.WECHAT),
    (r"微博", PublicationChannel.WEIBO),
    (r"公报", PublicationChannel.GAZETTE),
    (r"公示栏|公告栏|公开栏|宣传栏|张贴", PublicationChannel.BOARD),
    (
        r"^(?:政府|门户|区|市|县|省|本|官方|政务)*(?:门户|信息公开)?(?:网站|网|官网|平台|网页)$|政府网",
        PublicationChannel.WEBSITE,
    ),
    (r"其他|媒体|报|电视|广播|电台|抖音|快手|头条|客户端|APP|发布会|屏", PublicationChannel.OTHER),
)
_SPOKEN = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _SPOKEN_CHANNELS)
_IN_FORCE = frozenset({"有效", "现行有效", "继续有效", "是", "生效"})
_REPEALED = frozenset({"废止", "已废止", "无效", "否"})
_INVALID = frozenset({"失效", "已失效", "宣布失效"})


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are judged against: the agency's columns and channels by name, and what is published already.

    Names are compared as `plain` makes them. `columns` maps a name, or “上级/下级”, to the keys that bear it;
    `channels` a name to a channel's key. `default_column` and `default_channels` serve rows that leave them blank;
    `column_of` and `channel_of` are what a clerk chose for names that nothing bears.
    """

    today: date
    columns: Mapping[str, Sequence[int]]
    channels: Mapping[str, str]
    default_column: int | None = None
    default_channels: tuple[str, ...] = ()
    column_of: Mapping[str, int] = field(default_factory=dict)
    channel_of: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[tuple[str, int], frozenset[date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is in order. `channels` pairs a channel's key with the address, which may be blank."""

    row: int
    title: str
    column: int
    published_on: date
    formed_on: date
    index_number: str
    document_number: str
    summary: str
    body: str
    link: str
    channels: tuple[tuple[str, str], ...]
    office: str
    kind: str
    keywords: str
    valid_from: date | None
    valid_until: date | None
    validity: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a row is not taken in, and where it stands."""

    row: int
    field: str
    value: str
    error: errors.CellRefused


@dataclass(slots=True)
class Judge:
    """Judges rows one after the other; remembers what it saw, for numbers and rows that come twice.

    `numbers` are the index numbers given and their rows: whether another item has one, the database knows.

    `fields` are the codes of the texts that `judge` is given, in their order; `serials`: see `read_date`.
    """

    known: Known
    fields: Sequence[str]
    serials: bool = True
    refusals: list[Refusal] = field(default_factory=list)
    unknown_columns: Counter[str] = field(default_factory=Counter)
    unknown_channels: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, int] = field(default_factory=dict)
    _rows: dict[tuple[str, int, date], int] = field(default_factory=dict)

    def judge(self, row: int, texts: Sequence[str]) -> Line | None:
        """The line, or None after its refusals have been noted."""
        said = {code: _clean(text) for code, text in zip(self.fields, texts, strict=True) if text}
        return _Row(self, row, said).line()

    def judge_all(self, rows: Iterable[tuple[int, Sequence[str]]]) -> list[Line]:
        """The lines of the rows that are in order."""
        return [line for number, texts in rows if (line := self.judge(number, texts)) is not None]


@dataclass(slots=True)
class _Row:
    judge: Judge
    row: int
    texts: dict[str, str]
    in_order: bool = True

    def refuse(self, code: str, error: errors.CellRefused, value: str | None = None) -> None:
        self.in_order = False
        shown = self.texts.get(code, "") if value is None else value
        self.judge.refusals.append(Refusal(self.row, code, shown, error))

    def line(self) -> Line | None:
        self._blanks_and_lengths()
        published, formed = self._dates()
        column = self._column()
        kind = self._word("kind", _kind) or ItemKind.INFORMATION.code
        self._publicity()
        number = self._number()
        channels = self._channels()
        self._links()
        since, until, validity, ended = self._validity(kind)
        get = self.texts.get
        if not (get("body") or get("link") or get("summary") or any(address for _, address in channels)):
            self.refuse("body", errors.BodyMissing())
        if column is not None and published is not None:
            self._twice(get("title", ""), column, published)
        if not self.in_order or published is None or formed is None or column is None:
            return None
        return Line(
            self.row, get("title", ""), column, published, formed, number, get("document_number", ""),
            get("summary", ""), get("body", ""), get("link", ""), channels, get("office", ""), kind,
            get("keywords", ""), since, until, validity, ended,
        )  # fmt: skip

    def _blanks_and_lengths(self) -> None:
        for code, text in self.texts.items():
            declared = FIELD[code]
            if text.startswith("#") and _ERROR_CELL.match(text):
                self.refuse(code, errors.FormulaFailed(field=declared.label, value=text))
                self.texts[code] = ""
            elif declared.most and len(text) > declared.most:
                self.refuse(code, errors.TooLong(field=declared.label, length=len(text), most=declared.most))
            elif text in NOTHING and code not in _NOT_LOOSE:
                self.texts[code] = ""
        if not self.texts.get("title"):
            self.refuse("title", errors.Missing(field=FIELD["title"].label))

    def _date(self, code: str) -> date | None:
        text = self.texts.get(code, "")
        if not text:
            return None
        label = FIELD[code].label
        try:
            day = read_date(text, serials=self.judge.serials)
        except Unclear:
            self.refuse(code, errors.DateUnclear(field=label))
        except Impossible:
            self.refuse(code, errors.NoSuchDay(field=label))
        else:
            if day >= EARLIEST:
                return day
            self.refuse(code, errors.DateTooEarly(field=label))
        return None

    def _dates(self) -> tuple[date | None, date | None]:
        """The day of publication, and of formation: the same where the ledger does not say."""
        published, formed = self._date("published_on"), self._date("formed_on")
        if not self.texts.get("published_on"):
            self.refuse("published_on", errors.Missing(field=FIELD["published_on"].label))
        for code, day in (("published_on", published), ("formed_on", formed)):
            if day is not None and day > self.judge.known.today:
                self.refuse(code, errors.DateAhead(field=FIELD[code].label, today=self.judge.known.today))
        if published is not None and formed is not None and published < formed:
            self.refuse("published_on", errors.PublishedFirst(field=FIELD["published_on"].label, formed=formed))
        return published, formed or (None if self.texts.get("formed_on") else published)

    def _column(self) -> int | None:
        known, name = self.judge.known, self.texts.get("column", "")
        if not name:
            if known.default_column is None:
                self.refuse("column", errors.Missing(field=FIELD["column"].label))
            return known.default_column
        if (chosen := known.column_of.get(name)) is not None:
            return chosen
        found = known.columns.get(path_of(name), ())
        if len(found) == 1:
            return found[0]
        self.judge.unknown_columns[name] += 1
        self.refuse("column", errors.ColumnAmbiguous(value=name) if found else errors.ColumnUnknown(value=name))
        return None

    def _publicity(self) -> None:
        word = self.texts.get("publicity", "")
        if word in OPEN_WORDS:
            return
        if word in CLOSED_WORDS:
            self.refuse("publicity", errors.NotPublished(value=word))
        else:
            self.refuse(
                "publicity", errors.WordUnknown(field=FIELD["publicity"].label, value=word, known="主动公开")
            )

    def _number(self) -> str:
        """The index number as it is written everywhere: widths even, letters capital."""
        number = unicodedata.normalize("NFKC", self.texts.get("index_number", "")).upper()
        if not number:
            return ""
        most = FIELD["index_number"].most
        if len(number) > most >= len(self.texts["index_number"]):  # made even it may be longer than it was
            self.refuse(
                "index_number", errors.TooLong(field=FIELD["index_number"].label, length=len(number), most=most)
            )
        elif not _NUMBER.match(number):
            self.refuse("index_number", errors.NumberMalformed())
        elif (other := self.judge.numbers.setdefault(number, self.row)) != self.row:
            self.refuse("index_number", errors.NumberTwice(other=other))
        return number

    def _channels(self) -> tuple[tuple[str, str], ...]:
        spoken = [name.strip() for name in _BREAKS.split(self.texts.get("channels", "")) if name.strip()]
        keys = list(dict.fromkeys(key for name in spoken if (key := self._channel(name))))
        if not spoken:
            keys = list(self.judge.known.default_channels)
        addresses = [address for address in _LINES.split(self.texts.get("addresses", "")) if address]
        for address in addresses:
            if _MEANT_AS_LINK.search(address) and not _LINK.match(address):
                self.refuse("addresses", errors.AddressMalformed(field=FIELD["addresses"].label, value=address))
            elif len(address) > LONGEST_ADDRESS:
                label = FIELD["addresses"].label
                self.refuse("addresses", errors.TooLong(field=label, length=len(address), most=LONGEST_ADDRESS))
        if len(addresses) > 1 and len(addresses) != len(keys) and len(keys) == len(set(spoken) or keys):
            self.refuse("addresses", errors.AddressesDiffer(channels=len(keys), addresses=len(addresses)))
        return tuple((key, addresses[at] if at < len(addresses) else "") for at, key in enumerate(keys))

    def _channel(self, name: str) -> str | None:
        known = self.judge.known
        key = known.channel_of.get(name) or known.channels.get(plain(name))
        if key:
            return key
        if kind := _spoken(plain(name)):
            return known.channels.get(f"kind:{kind}", f"kind:{kind}")
        self.judge.unknown_channels[name] += 1
        self.refuse("channels", errors.ChannelUnknown(value=name), name)
        return None

    def _links(self) -> None:
        link = self.texts.get("link", "")
        if link and not _LINK.match(link):
            self.refuse("link", errors.AddressMalformed(field=FIELD["link"].label, value=link))

    def _validity(self, kind: str) -> tuple[date | None, date | None, str, date | None]:
        since, until, ended = (self._date(code) for code in ("valid_from", "valid_until", "ended_on"))
        if since is not None and until is not None and until < since:
            self.refuse("valid_until", errors.TermBackwards(field=FIELD["valid_until"].label, since=since))
        word = self._word("validity", _validity)
        if ItemKind(kind) not in REGISTERED_DOCUMENTS:
            return since, until, "", None
        if word in {Validity.REPEALED.code, Validity.INVALID.code} and ended is None:
            self.refuse("validity", errors.EndUndated(value=self.texts["validity"]))
        if ended is not None and not word:
            word = Validity.REPEALED.code
        return since, until, word or Validity.IN_FORCE.code, ended

    def _word(self, code: str, read: Callable[[str], str | None]) -> str:
        """A word of a vocabulary as its code; blank stays blank."""
        text = self.texts.get(code, "")
        if not text:
            return ""
        found = read(text)
        if found is None:
            known = "、".join(_KNOWN_WORDS[code])
            self.refuse(code, errors.WordUnknown(field=FIELD[code].label, value=text, known=known))
        return found or ""

    def _twice(self, title: str, column: int, published: date) -> None:
        """The same title in the same column on the same day, in this ledger or published before."""
        other = self.judge._rows.setdefault((title, column, published), self.row)
        if other != self.row:
            self.refuse("title", errors.RowTwice(other=other))
        elif published in self.judge.known.published.get((title, column), ()):
            self.refuse("title", errors.AlreadyThere(day=published))


@lru_cache(maxsize=10_000)
def path_of(name: str) -> str:
    """A column's name, or its path, as it is compared: “政策文件 > 规章” and “政策文件/规章” are one."""
    return "/".join(plain(part) for part in re.split(r"[/>＞→\\—]+|--+", name) if part.strip())


@lru_cache(maxsize=10_000)
def _spoken(name: str) -> str:
    """The kind of channel that a plain name speaks of; blank for none."""
    return next((kind.code for pattern, kind in _SPOKEN if pattern.search(name)), "")


def _clean(text: str) -> str:
    return text.strip() if text.isprintable() else _CONTROLS.sub("", text).strip()


def _kind(text: str) -> str | None:
    word = plain(text)
    spoken = {"规范性文件": ItemKind.NORMATIVE_DOCUMENT, "公告": ItemKind.NOTICE, "通知": ItemKind.NOTICE,
              "解读": ItemKind.INTERPRETATION, "信息": ItemKind.INFORMATION}  # fmt: skip
    found = spoken.get(word) or next((kind for kind in ItemKind if plain(kind.label) == word), None)
    return found.code if found else None


def _validity(text: str) -> str | None:
    word = plain(text)
    for words, state in (
        (_IN_FORCE, Validity.IN_FORCE),
        (_REPEALED, Validity.REPEALED),
        (_INVALID, Validity.INVALID),
    ):
        if word in words:
            return state.code
    return next((state.code for state in Validity if plain(state.label) == word), None)


_KNOWN_WORDS: Mapping[str, Sequence[str]] = {
    "kind": [kind.label for kind in ItemKind],
    "validity": ["有效", "已废止", "宣布失效"],
}
