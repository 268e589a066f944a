"""What the pages of the slice take in. Duties of the register are judged by the services, not here."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from gongkai.agencies.models import Agency, GroupMember
from gongkai.agencies.selectors import directory
from gongkai.kit import clock
from gongkai.kit.dates import DateInput
from gongkai.kit.forms import Form, FormSet
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab import AgencyKind

_WHICH = "填写全称、统一社会信用代码、网址短名或公开编号。"


class AgencyField(forms.CharField):
    """An agency by what a clerk calls it; the value is the agency, or None."""

    def clean(self, value: Any) -> Agency | None:  # noqa: ANN401  Django's shape
        """Look it up; what is not found is said with its code."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return directory.named(text)
        except GongkaiError as refusal:
            raise ValidationError(str(refusal)) from refusal

    def prepare_value(self, value: object) -> object:
        """An agency is shown by its name where that is enough to find it again."""
        return value.name if isinstance(value, Agency) else value


class DayField(forms.DateField):
    """A legal date, today unless stated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's shape
        kwargs.setdefault("widget", DateInput())
        kwargs.setdefault("initial", clock.today)
        super().__init__(*args, **kwargs)


def _kinds() -> list[tuple[str, str]]:
    return [("", "请选择"), *AgencyKind.choices()]


class FactsForm(Form):
    """What identifies and classifies an agency."""

    kind = forms.ChoiceField(label="类别", choices=_kinds, help_text="决定复议机关和年度报告的范围。")
    short_name = forms.CharField(label="简称", max_length=64, required=False)
    uscc = forms.CharField(
        label="统一社会信用代码", max_length=40, required=False, help_text="18位，按校验位核对；没有的留空。"
    )
    region = forms.CharField(label="行政区划代码", max_length=20, required=False, help_text="6位、9位或12位数字。")
    slug = forms.CharField(
        label="网址短名",
        max_length=64,
        required=False,
        help_text="公开页面的网址用它，只用小写字母、数字和连字符；留空由系统编。改动后旧网址不再可用。",
    )
    government = AgencyField(
        label="所属人民政府",
        required=False,
        help_text=f"{_WHICH}留空时取名录中往上最近的一级人民政府。",
    )
    seat_government = AgencyField(
        label="所在地人民政府", required=False, help_text="只有部门按行政区划设立的派出机构需要填写。"
    )
    has_rulemaking_power = forms.BooleanField(
        label="有规章制定权", required=False, help_text="勾选后，年度报告中规章各格按有权机关填报。"
    )


class EstablishForm(FactsForm):
    """A new agency."""

    name = forms.CharField(label="名称", max_length=200, help_text="印章上的全称。")
    superior = AgencyField(label="上级机关", required=False, help_text=f"{_WHICH}最上一级的机关留空。")
    on = DayField(label="设立日期")
    basis = forms.CharField(label="依据", max_length=200, help_text="批准设立的文件名称或文号。")
    field_order = ("name", "superior", "kind", "on", "basis")


class EditForm(FactsForm):
    """Corrections of what is registered."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DatedForm(Form):
    """An act with its day and its basis."""

    on = DayField(label="生效日期")
    basis = forms.CharField(label="依据", max_length=200, help_text="文件名称或文号。")


class RenameForm(DatedForm):
    """A new name."""

    name = forms.CharField(label="新名称", max_length=200, help_text="更名后印章上的全称。")
    short_name = forms.CharField(label="新简称", max_length=64, required=False)
    field_order = ("name", "short_name", "on", "basis")


class MoveForm(DatedForm):
    """A new superior."""

    superior = AgencyField(label="新的上级机关", required=False, help_text=f"{_WHICH}成为最上一级时留空。")
    field_order = ("superior", "on", "basis")


class MergeForm(DatedForm):
    """Who takes it over."""

    successor = AgencyField(label="并入的机关", help_text=_WHICH)
    field_order = ("successor", "on", "basis")


class AbolishForm(DatedForm):
    """Who, if anybody, carries on."""

    successor = AgencyField(
        label="承继机关", required=False, help_text=f"{_WHICH}继续行使其职权的机关；还有下级机关时必须填写。"
    )
    field_order = ("successor", "on", "basis")


class ReviewerForm(Form):
    """A reviewer that a special provision names."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reviewer = AgencyField(
        label="另定的复议机关", required=False, help_text=f"{_WHICH}留空即恢复由系统按行政复议法确定。"
    )
    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="法律、行政法规的条款或者文件的文号；另定时必填。"
    )
    on = DayField(label="生效日期")


class GuideForm(Form):
    """What article 12 asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    office_name = forms.CharField(
        label="政府信息公开工作机构", max_length=100, required=False, help_text="如：办公室。"
    )
    address = forms.CharField(label="办公地址", max_length=200, required=False)
    postcode = forms.RegexField(
        r"^\d{6}$", label="邮政编码", required=False, error_messages={"invalid": "“邮政编码”应为6位数字，请核对。"}
    )
    hours = forms.CharField(
        label="办公时间",
        max_length=200,
        required=False,
        help_text="如：工作日 8:30—12:00，13:30—17:30（法定节假日除外）。",
    )
    telephone = forms.CharField(label="联系电话", max_length=64, required=False, help_text="写区号。")
    fax = forms.CharField(label="传真号码", max_length=64, required=False, help_text="没有传真的写“无”。")
    mail = forms.EmailField(
        label="电子邮箱", required=False, help_text="互联网联系方式：邮箱和在线受理网址至少填一项。"
    )
    website = forms.URLField(
        label="在线受理网址",
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text="如：本机关网站的依申请公开页面。",
    )
    guide_classification = forms.CharField(
        label="政府信息的分类", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    guide_arrangement = forms.CharField(
        label="编排体系", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    guide_access = forms.CharField(
        label="获取方式", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


SUGGESTED = {
    "guide_classification": "按《中华人民共和国政府信息公开条例》第二十条、第二十一条，分为机构职能、规范性文件、"
    "规划计划、财政预决算、行政许可和行政处罚、重大项目、民生保障、应急管理等类别。",
    "guide_arrangement": "政府信息公开目录按类别编排，每条信息载明索引号、名称、内容概述、生成日期。",
    "guide_access": "可以在本机关网站政府信息公开栏目、政务新媒体和政府信息查阅场所查阅；"
    "没有主动公开的，可以当面、邮寄或者通过互联网申请公开。",
}
"""Words to begin with, offered where nothing is registered yet; nothing is kept before the office saves it."""


class ImportForm(Form):
    """A file, with the day and basis of what it changes."""

    file = forms.FileField(label="文件", help_text="XLSX（按模板填写）或者导出的 JSON。")
    on = DayField(label="更名、移动的生效日期")
    basis = forms.CharField(label="依据", max_length=200, help_text="文件名称或文号；写入每个机关的沿革。")


class ConfirmForm(Form):
    """What was previewed, to be done."""

    name = forms.CharField(max_length=200)
    on = forms.DateField()
    basis = forms.CharField(max_length=200)
    seen = forms.CharField(max_length=64, required=False)


class GroupForm(Form):
    """The group itself."""

    name = forms.CharField(label="名称", max_length=100, help_text="如：港湾街道政务公开工作领导小组。")
    office = forms.CharField(label="办公室设在", max_length=100, required=False, help_text="如：党政办公室。")
    document_number = forms.CharField(
        label="文号", max_length=64, required=False, help_text="通知的发文字号；尚未编号的可以以后补。"
    )
    duties = forms.CharField(
        label="职责",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一项。",
    )


class NewGroupForm(GroupForm):
    """A group set up or reorganised on a day."""

    on = DayField(label="成立或调整日期", help_text="现任小组和它的成员任职到前一日为止。")
    field_order = ("name", "on", "document_number", "office", "duties")


class MemberForm(Form):
    """One member."""

    part = forms.ChoiceField(label="组内职务", choices=GroupMember.PARTS)
    person = forms.CharField(label="姓名", max_length=64)
    position = forms.CharField(label="单位和职务", max_length=100)


class RowForm(MemberForm):
    """One row of the list of members; a row without a name says nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's shape
        super().__init__(*args, **kwargs)
        number = int(str(self.prefix).rsplit("-", 1)[-1]) + 1 if str(self.prefix)[-1:].isdigit() else 0
        for name, field in self.fields.items():
            field.required = False
            field.widget.attrs["aria-label"] = format_html("第 {} 行{}", number, field.label or name)

    def clean(self) -> dict[str, Any]:
        """Name and office stand together, or neither."""
        values = super().clean() or {}
        if bool(values.get("person")) != bool(values.get("position")):
            raise ValidationError("姓名与单位和职务要同时填写，或者都留空。")
        return values


ROWS = forms.formset_factory(RowForm, FormSet, extra=6, max_num=60, absolute_max=80)


class AppointForm(MemberForm):
    """One more member from a day on."""

    on = DayField(label="任职日期")


class ReleaseForm(Form):
    """The last day of a membership."""

    on = DayField(label="任职至（含当日）")


class OnForm(Form):
    """Which day to look at."""

    on = DayField(label="日期", required=False)
