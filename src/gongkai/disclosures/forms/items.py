"""Forms of an item: what is stated about it, files, and the words that go with an act."""

import re
from typing import Any
from uuid import UUID, uuid4

from django import forms

from gongkai.disclosures.facts import Facts
from gongkai.disclosures.models import Column, Item, Revision
from gongkai.disclosures.selectors import items as selectors
from gongkai.kit.access import Clerk
from gongkai.kit.dates import DateInput
from gongkai.kit.forms import Form
from gongkai.kit.richtext import from_text
from gongkai.statute.vocab import GROUNDS_OF_OPENNESS, Art20Item, Art21Item, ItemKind, Openness

_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>")
NOT_CHOSEN = [("", "（未选）")]
ARTICLES = [
    *NOT_CHOSEN,
    ("第二十条", [(item.code, f"{item.cite} {item.label}") for item in Art20Item]),
    ("第二十一条", [(item.code, item.label) for item in Art21Item]),
]
GROUNDS = [*NOT_CHOSEN, *((g.code, f"{g.label}（{g.cite}）") for g in GROUNDS_OF_OPENNESS[Openness.WITHHELD])]


class ItemForm(Form):
    """Everything an item states. A draft needs title and column; the rest is asked for before review."""

    title = forms.CharField(label="标题", max_length=300)
    column: "forms.ModelChoiceField[Column]" = forms.ModelChoiceField(
        label="栏目", queryset=Column.objects.none(), empty_label="（请选择）"
    )
    body = forms.CharField(
        label="正文",
        required=False,
        widget=forms.Textarea({"rows": 16, "data-editor": "rich"}),
        help_text="可以直接粘贴文字；只保留标题、段落、表格、列表、链接等格式。",
    )
    kind = forms.ChoiceField(label="信息类型", choices=ItemKind.choices(), initial="information")
    article = forms.ChoiceField(label="条例条项", choices=ARTICLES, required=False)
    summary = forms.CharField(
        label="内容概述",
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="100字以内，写明主要内容，显示在公开目录中。",
    )
    document_number = forms.CharField(label="发文字号", max_length=64, required=False)
    formed_on = forms.DateField(
        label="成文日期",
        required=False,
        widget=DateInput(),
        help_text="信息形成或者变更的日期；自这一天起20个工作日内公开（条例第二十六条）。",
    )
    source = forms.CharField(
        label="信息来源", max_length=200, required=False, help_text="制作或者提供的科室、单位。"
    )
    keywords = forms.CharField(label="主题词", max_length=200, required=False, help_text="用空格分开。")
    valid_from = forms.DateField(
        label="施行日期", required=False, widget=DateInput(), help_text="规章和行政规范性文件必填。"
    )
    valid_until = forms.DateField(label="有效期至（含当日）", required=False, widget=DateInput())
    publicity = forms.ChoiceField(
        label="公开属性", choices=Openness.choices(), initial="proactive", widget=forms.RadioSelect()
    )
    publicity_reason = forms.CharField(
        label="公开属性理由",
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="依申请公开和不予公开的必填。",
    )
    ground = forms.ChoiceField(
        label="不予公开事由", choices=GROUNDS, required=False, help_text="不予公开的必选（条例第十四至十六条）。"
    )
    channels = forms.MultipleChoiceField(
        label="其他发布渠道",
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text="本平台总会发布，不必选。",
    )
    explains = forms.CharField(
        label="解读或者回应的信息",
        max_length=64,
        required=False,
        help_text="政策解读、回应关切填写所说明的那条信息的索引号。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput(), required=False, initial=uuid4)  # a form sent twice has one

    def __init__(self, *args: Any, clerk: Clerk, is_correction: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.clerk = clerk
        column, channels = self.fields["column"], self.fields["channels"]
        column.queryset = selectors.own_columns(clerk.agency_id)  # type: ignore[attr-defined]  # its field has one
        channels.choices = [(str(c.pk), c.name) for c in selectors.own_channels(clerk.agency_id)]  # type: ignore[attr-defined]
        if not channels.choices:  # type: ignore[attr-defined]
            del self.fields["channels"]
        if is_correction:
            self.fields["notice"] = forms.CharField(
                label="更正说明",
                max_length=400,
                widget=forms.Textarea({"rows": 2, "class": "form-control"}),
                help_text="更正了什么、为什么，发布更正时公众会看到（条例第六条）。",
            )

    def clean_body(self) -> str:
        """Formatted text as it is; plain text as paragraphs."""
        body = str(self.cleaned_data["body"])
        return body if _MARKUP.search(body) else from_text(body)

    def clean_explains(self) -> UUID | None:
        """The item that is explained, by its number."""
        number = self.cleaned_data["explains"].strip()
        if not number:
            return None
        found = Item.objects.filter(index_number=number, agency=self.clerk.agency_id).first()
        if found is None:
            raise forms.ValidationError(f"本机关没有索引号为“{number}”的信息，请核对。")
        return found.key

    def clean(self) -> dict[str, Any]:
        """Terms end after they begin."""
        values = super().clean() or {}
        begins, ends = values.get("valid_from"), values.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", "有效期的最后一天早于施行日期，请核对。")
        return values

    def facts(self) -> Facts:
        """What was filled in, as a value."""
        values = self.cleaned_data
        names = set(Facts.__dataclass_fields__) - {"column_id", "channels"}
        stated = {name: values[name] for name in names}
        channels = tuple(int(key) for key in values.get("channels", ()))
        return Facts(**stated, column_id=values["column"].pk, channels=channels)


def initial(item: Item, text: Revision) -> dict[str, object]:
    """The form filled from a text."""
    facts = selectors.facts_of(text).columns()
    return facts | {
        "column": text.column_id,
        "channels": [str(key) for key in text.channels],
        "body": text.body,
        "notice": text.notice,
        "explains": item.explains.index_number if item.explains else "",
        "version": item.version,
    }


class FileForm(Form):
    """A file more."""

    file = forms.FileField(label="文件", help_text="PDF、Word、Excel、图片等；网页展示的图片请写替代文字。")
    alternative = forms.CharField(label="替代文字（图片必填）", max_length=200, required=False)


class WordForm(Form):
    """A Word document whose text becomes the body."""

    file = forms.FileField(label="Word 文档（.docx）")


class ReasonForm(Form):
    """The reason that goes with an act."""

    reason = forms.CharField(label="理由", max_length=400, widget=forms.Textarea({"rows": 3}))


class NoticeForm(Form):
    """What the public is told, and from which day."""

    notice = forms.CharField(
        label="撤回说明",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text="公众打开原地址时会看到这段说明。",
    )
    on = forms.DateField(label="撤回日期", widget=DateInput())


class PlannedWithdrawalForm(Form):
    """What the public will be told, and from which day."""

    notice = forms.CharField(
        label="撤回说明",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text="停止公开以后，公众打开原地址时会看到这段说明，例如“公示期满”。",
    )
    on = forms.DateField(
        label="停止公开的日期", widget=DateInput(), help_text="到这一天的零时停止公开；前一天是公开的最后一天。"
    )
    is_shown = forms.BooleanField(
        label="在公开页面写明公开到哪一天", required=False, help_text="例如公示，让公众知道到哪一天为止。"
    )


def planned(item: Item) -> dict[str, object]:
    """The form filled from what was set before, else empty."""
    found = selectors.planned_withdrawal(item)
    return {"notice": found.notice, "on": found.on, "is_shown": found.is_shown} if found else {}


class DayForm(Form):
    """The legal day of an act."""

    on = forms.DateField(label="日期", widget=DateInput(), help_text="发布当天的日期，不能晚于今天。")


class HourForm(Form):
    """The hour at which something is to happen."""

    at = forms.DateTimeField(
        label="发布时间",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text="北京时间；到时由系统自动发布。",
    )


class OpinionForm(Form):
    """A signature: what was read, and the opinion."""

    step = forms.CharField(widget=forms.HiddenInput())
    digest = forms.CharField(widget=forms.HiddenInput())
    opinion = forms.CharField(
        label="审查意见", max_length=400, required=False, widget=forms.Textarea({"rows": 2}), initial="同意公开。"
    )


class RemarkForm(Form):
    """A decision about one remark."""

    code = forms.CharField(widget=forms.HiddenInput())
    fingerprint = forms.CharField(widget=forms.HiddenInput())
    reason = forms.CharField(label="理由", max_length=200)


class FilterForm(Form):
    """The filters of the list."""

    text = forms.CharField(label="标题、文号或索引号", required=False, max_length=100)
    state = forms.ChoiceField(label="状态", required=False)
    column = forms.TypedChoiceField(label="栏目", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="信息类型", required=False, choices=[("", "全部"), *ItemKind.choices()])
    publicity = forms.ChoiceField(label="公开属性", required=False, choices=[("", "全部"), *Openness.choices()])
    year = forms.IntegerField(label="成文年份", required=False, min_value=1949, max_value=2999)

    def __init__(self, *args: Any, clerk: Clerk, states: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        columns = selectors.own_columns(clerk.agency_id).values_list("pk", "name")
        self.fields["state"].choices = [("", "全部"), *states]  # type: ignore[attr-defined]  # its field has them
        self.fields["column"].choices = [("", "全部"), *columns]  # type: ignore[attr-defined]

    def filters(self) -> selectors.Filters:
        """What was chosen; nothing where a value cannot be."""
        if not self.is_valid():
            return selectors.Filters()
        return selectors.Filters(**self.cleaned_data)
