"""Forms of activities, pictures, reading points, and the review of what is withheld."""

from typing import Any

from django import forms

from gongkai.disclosures.forms.columns import VersionedForm
from gongkai.disclosures.models import Activity
from gongkai.disclosures.services.activities import ActivityFacts, PointFacts
from gongkai.kit.dates import DateInput
from gongkai.kit.forms import Form

KINDS = Activity.KINDS


class ActivityForm(VersionedForm):
    """What is recorded of an activity."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    title = forms.CharField(label="名称", max_length=200)
    begins_on = forms.DateField(label="开始日期", widget=DateInput())
    ends_on = forms.DateField(
        label="结束日期", widget=DateInput(), required=False, help_text="当天结束的可以空着。"
    )
    place = forms.CharField(label="地点", max_length=200, required=False)
    organiser = forms.CharField(label="组织单位", max_length=200, required=False)
    people = forms.IntegerField(
        label="参加人数",
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text="培训请填写，年报第一部分要用。",
    )
    description = forms.CharField(
        label="内容", required=False, max_length=5_000, widget=forms.Textarea({"rows": 5})
    )
    is_public = forms.BooleanField(label="在公开平台展示", required=False)

    def facts(self) -> ActivityFacts:
        """The values as the service takes them."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return ActivityFacts(**values | {"ends_on": values["ends_on"] or values["begins_on"]})


class FilterForm(Form):
    """The year and kind of the list."""

    year = forms.IntegerField(label="年份", min_value=1990, max_value=2100, required=False)
    kind = forms.ChoiceField(label="类别", choices=[("", "全部"), *KINDS], required=False)


class ReasonForm(Form):
    """A day and a reason."""

    on = forms.DateField(label="取消日期", widget=DateInput())
    reason = forms.CharField(label="原因", max_length=200)


class PictureForm(Form):
    """A picture and its text."""

    file = forms.FileField(label="图片", help_text="JPEG、PNG 或 WebP，不超过 15 MB。")
    alternative = forms.CharField(
        label="替代文字", max_length=200, help_text="用一句话说明图片内容，读屏软件的使用者靠它了解图片。"
    )


class PointForm(VersionedForm):
    """What is recorded of a reading point."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    name = forms.CharField(label="名称", max_length=100)
    address = forms.CharField(label="地址", max_length=200)
    hours = forms.CharField(label="开放时间", max_length=200, help_text="例如“工作日 9:00—17:00”。")
    telephone = forms.CharField(label="电话", max_length=64, required=False)
    services = forms.CharField(label="服务内容", max_length=400, required=False, widget=forms.Textarea({"rows": 2}))
    since = forms.DateField(label="启用日期", widget=DateInput(), required=False)

    def facts(self) -> PointFacts:
        """The values as the service takes them."""
        return PointFacts(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class ClosePointForm(Form):
    """The day from which it is closed."""

    on = forms.DateField(label="停用日期", widget=DateInput())


class ReviewForm(Form):
    """The conclusion on what is withheld."""

    conclusion = forms.ChoiceField(
        label="结论",
        choices=[("keep", "继续不予公开"), ("disclose", "可以公开，转为起草")],
        widget=forms.RadioSelect(),
    )
    reason = forms.CharField(label="理由", max_length=400, widget=forms.Textarea({"rows": 3}))
    on = forms.DateField(label="评估日期", widget=DateInput())
    next_on = forms.DateField(
        label="下次评估日期",
        widget=DateInput(),
        required=False,
        help_text="空着时按系统设置的周期（默认十二个月）。",
    )

    def clean(self) -> dict[str, Any]:
        """The next date lies after this one."""
        values = super().clean() or {}
        if values.get("next_on") and values.get("on") and values["next_on"] <= values["on"]:
            self.add_error("next_on", "下次评估日期应当晚于评估日期。")
        return values
