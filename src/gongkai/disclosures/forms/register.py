"""Forms of the register of documents."""

from django import forms

from gongkai.kit.dates import DateInput
from gongkai.kit.forms import Form
from gongkai.statute.vocab import DocumentVerb

VERBS = (DocumentVerb.AMEND, DocumentVerb.REPEAL, DocumentVerb.DECLARE_INVALID, DocumentVerb.SET_TERM)


class EventForm(Form):
    """What happened to a document."""

    verb = forms.ChoiceField(label="事项", choices=[(verb.code, verb.label) for verb in VERBS])
    on = forms.DateField(
        label="自哪一天起", widget=DateInput(), help_text="修改、废止、失效或者新的有效期开始的日期。"
    )
    until = forms.DateField(
        label="有效期至（含当日）", required=False, widget=DateInput(), help_text="只在规定或者延长有效期时填写。"
    )
    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="作出这一决定的文件名称和文号。"
    )
    successor = forms.CharField(
        label="替代文件", max_length=64, required=False, help_text="新文件的索引号或者发文字号，没有的留空。"
    )

    def clean(self) -> dict[str, object]:
        """A term has an end."""
        values = super().clean() or {}
        if values.get("verb") == DocumentVerb.SET_TERM.code and not values.get("until"):
            self.add_error("until", "规定或者延长有效期时，请填写有效期的最后一天。")
        return values


class DayOnForm(Form):
    """The day on which the register is shown."""

    on = forms.DateField(label="有效于", widget=DateInput())
    year = forms.IntegerField(label="统计年份", min_value=1949, max_value=2999)
