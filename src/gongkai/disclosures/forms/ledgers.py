"""Forms of a ledger: the file, its sheet and heading row, what each column is, what unknown names are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from gongkai.disclosures.ledgers.fields import FIELDS, guess
from gongkai.disclosures.ledgers.fields import heading_row as likely_row
from gongkai.disclosures.models import LedgerImport
from gongkai.disclosures.selectors import ledgers as selectors
from gongkai.disclosures.services.ledgers import Chosen
from gongkai.kit.forms import Form
from gongkai.statute.vocab import PublicationChannel


class UploadForm(Form):
    """The file."""

    file = forms.FileField(
        label="台账文件",
        help_text="XLSX、XLS、ODS 或 CSV，最多二十万行。上传后先对应列、检查，确认无误才导入。",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.ods,.csv,.et"}),
    )


class SheetForm(Form):
    """Which sheet, and which of its rows holds the headings."""

    sheet = forms.ChoiceField(label="工作表")
    heading_row = forms.IntegerField(label="标题行", min_value=1, max_value=12, help_text="写着列名的那一行。")

    def __init__(self, ledger: LedgerImport, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as Django's own
        super().__init__(*args, **kwargs)
        choices = [(sheet["name"], f"{sheet['name']}（{sheet['rows']} 行）") for sheet in ledger.sheets]
        self.fields["sheet"].choices = choices  # type: ignore[attr-defined]


def sheet_asked(ledger: LedgerImport, asked: Mapping[str, str]) -> tuple[str, int]:
    """The sheet and heading row asked for, else those chosen before, else the likeliest."""
    names = {sheet["name"]: sheet for sheet in ledger.sheets}
    name = asked.get("sheet") or ledger.sheet
    sheet = names.get(name) or ledger.sheets[0]
    row = asked.get("heading_row", "")
    if row.isascii() and row.isdigit() and 1 <= int(row[:3]) <= len(sheet["head"]):
        return sheet["name"], int(row)
    if sheet["name"] == ledger.sheet and not asked.get("sheet"):
        return ledger.sheet, ledger.heading_row
    return sheet["name"], likely_row(sheet["head"])


class MappingForm(Form):
    """What each column of the sheet is, and what serves where a row leaves column or channel blank."""

    default_column = forms.ChoiceField(
        label="没有填写栏目的行归入", required=False, help_text="台账没有“栏目”列时必须选择。"
    )
    default_channel = forms.ChoiceField(label="没有填写渠道的行按", required=False)

    def __init__(self, ledger: LedgerImport, headings: Sequence[str], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.headings = headings
        self.ledger = ledger
        columns = selectors.columns_of(ledger.agency_id)
        self.fields["default_column"].choices = [("", "（不允许空着）"), *columns]  # type: ignore[attr-defined]
        channels = channel_choices(ledger.agency_id)
        self.fields["default_channel"].choices = [("", "不登记渠道"), *channels]  # type: ignore[attr-defined]
        chosen = self._before()
        for place, heading in enumerate(headings):
            field = forms.ChoiceField(
                label=heading or f"第{place + 1}列（没有列名）",
                choices=[("", "不导入"), *((f.code, f.label) for f in FIELDS)],
                required=False,
                initial=chosen.get(place, ""),
                widget=forms.Select({"class": "form-select form-select-sm"}),
            )
            self.fields[f"place_{place}"] = field

    def _before(self) -> dict[int, str]:
        mapping = self.ledger.mapping
        if mapping.get("headings") == list(self.headings):
            return {int(place): code for place, code in mapping["fields"].items()}
        return guess(self.headings, selectors.remembered(self.ledger.agency_id))

    @property
    def places(self) -> list[Any]:
        """The fields of the sheet's columns, in its order."""
        return [self[f"place_{place}"] for place in range(len(self.headings))]

    def chosen(self, sheet: str, row: int) -> Chosen:
        """The values as the service takes them; names mapped before stay mapped."""
        values, mapping = self.cleaned_data, self.ledger.mapping
        fields = {place: values[f"place_{place}"] for place in range(len(self.headings))}
        return Chosen(
            sheet=sheet,
            heading_row=row,
            fields={place: code for place, code in fields.items() if code},
            default_column=int(values["default_column"]) if values["default_column"] else None,
            default_channels=(values["default_channel"],) if values["default_channel"] else (),
            column_of=mapping.get("column_of", {}),
            channel_of=mapping.get("channel_of", {}),
        )


class NamesForm(Form):
    """What columns and channels are meant by names that the agency does not have."""

    def __init__(self, ledger: LedgerImport, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.ledger = ledger
        self.columns = list(ledger.unknown.get("columns", {}).items())
        self.channels = list(ledger.unknown.get("channels", {}).items())
        columns = [("", "（不对应，这些行需要改正）"), *selectors.columns_of(ledger.agency_id)]
        channels = [("", "（不对应，这些行需要改正）"), *channel_choices(ledger.agency_id)]
        style = {"class": "form-select"}
        for kind, names, choices in (("column", self.columns, columns), ("channel", self.channels, channels)):
            for at, (name, count) in enumerate(names):
                word = "栏目" if kind == "column" else "渠道"
                self.fields[f"{kind}_{at}"] = forms.ChoiceField(
                    label=f"{word}“{name}”（{count} 行）",
                    choices=choices,
                    required=False,
                    widget=forms.Select(style),
                )

    def chosen(self) -> Chosen:
        """The mapping as it was, with the names added."""
        mapping, values = self.ledger.mapping, self.cleaned_data
        column_of = {n: int(v) for at, (n, _) in enumerate(self.columns) if (v := values[f"column_{at}"])}
        channel_of = {n: v for at, (n, _) in enumerate(self.channels) if (v := values[f"channel_{at}"])}
        return Chosen(
            sheet=self.ledger.sheet,
            heading_row=self.ledger.heading_row,
            fields={int(place): code for place, code in mapping["fields"].items()},
            default_column=mapping["default_column"],
            default_channels=mapping["default_channels"],
            column_of=mapping["column_of"] | column_of,
            channel_of=mapping["channel_of"] | channel_of,
        )


def channel_choices(agency_id: int) -> list[tuple[str, str]]:
    """The agency's channels, and the kinds of which it has none yet."""
    own = selectors.channels_of(agency_id)
    kinds = {kind for _, _, kind in own}
    missing = [
        (f"kind:{kind.code}", f"{kind.label}（新建）") for kind in PublicationChannel if kind.code not in kinds
    ]
    return [*((f"id:{pk}", name) for pk, name, _ in own), *missing]
