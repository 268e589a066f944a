"""Forms of channels and deliveries."""

from django import forms
from django.utils.datastructures import MultiValueDict

from gongkai.disclosures.adapters import CHOICES
from gongkai.disclosures.models import Channel, Delivery
from gongkai.disclosures.selectors.channels import BY_HAND_WAITING
from gongkai.disclosures.services.channels import ChannelFacts
from gongkai.kit.dates import DateInput
from gongkai.kit.forms import Form
from gongkai.statute.vocab import PublicationChannel

STATES = [("", "全部"), (BY_HAND_WAITING, "等候人工登记"), *Delivery.STATES]


class ChannelForm(Form):
    """What is stated about a channel."""

    name = forms.CharField(label="名称", max_length=64, help_text="例如“港湾发布”微信公众号。")
    kind = forms.ChoiceField(
        label="类别", choices=PublicationChannel.choices(), help_text="年度报告第一部分按类别统计发布数量。"
    )
    adapter = forms.ChoiceField(
        label="推送方式", choices=CHOICES, required=False, help_text="人工登记：发布后由经办人填写地址和日期。"
    )
    account = forms.CharField(
        label="公众号 AppID 或者文件夹名",
        max_length=40,
        required=False,
        help_text="人工登记的留空。AppSecret 不在这里填写，由系统管理员放入密钥文件，见操作说明。",
    )
    is_default = forms.BooleanField(label="起草时默认选用", required=False)

    def facts(self) -> ChannelFacts:
        """The values as the service takes them."""
        values = self.cleaned_data
        return ChannelFacts(
            name=values["name"].strip(),
            kind=values["kind"],
            adapter=values["adapter"],
            account=values["account"].strip(),
            is_default=values["is_default"],
        )


class ChannelEditForm(ChannelForm):
    """With the version it was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput())


class VersionForm(Form):
    """Close or open again: nothing but the version."""

    version = forms.IntegerField(widget=forms.HiddenInput())


class CloseForm(VersionForm):
    """From which day it is no longer used."""

    on = forms.DateField(label="停用日期", widget=DateInput())


class FilterForm(Form):
    """What the list of deliveries is narrowed to."""

    state = forms.ChoiceField(label="状态", choices=STATES, required=False)
    channel: "forms.ModelChoiceField[Channel]" = forms.ModelChoiceField(
        label="渠道", queryset=Channel.objects.none(), required=False, empty_label="全部"
    )
    text = forms.CharField(label="标题或索引号", max_length=100, required=False)

    def __init__(self, data: MultiValueDict[str, str] | None, *, agency: int) -> None:
        super().__init__(data)
        self.fields["channel"].queryset = Channel.objects.filter(agency=agency)  # type: ignore[attr-defined]


class ByHandForm(Form):
    """Where and when a person published it."""

    on = forms.DateField(label="办理日期", widget=DateInput(), help_text="在渠道上实际发布、修改或者撤下的日期。")
    address = forms.CharField(
        label="地址或版次",
        max_length=500,
        required=False,
        help_text="网页链接，或者公报的期号页码、公示栏的位置；撤下的可以不填。",
    )
    evidence = forms.FileField(
        label="佐证文件", required=False, help_text="可以不传。PDF、JPEG 或 PNG，不超过 10 MB。"
    )

    def __init__(self, *args: object, needs_address: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = needs_address


class ReasonForm(Form):
    """Why it is no longer pushed."""

    reason = forms.CharField(label="原因", max_length=200, help_text="以后查阅的人会看到。")
