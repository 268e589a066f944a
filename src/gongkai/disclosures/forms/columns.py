"""Forms of columns."""

from uuid import UUID

from django import forms

from gongkai.accounts.selectors import posts_in
from gongkai.disclosures.forms.items import ARTICLES
from gongkai.disclosures.models import Column
from gongkai.disclosures.selectors.columns import Node
from gongkai.disclosures.services.columns import Described
from gongkai.kit.access import Clerk
from gongkai.kit.dates import DateInput
from gongkai.kit.forms import Form
from gongkai.statute.vocab import LIMIT_OF_COLUMN, ColumnKind

KINDS = [
    (kind.code, f"{kind.label}（{limit.max_idle_days}日内更新）" if limit else kind.label)
    for kind in ColumnKind
    for limit in [LIMIT_OF_COLUMN[kind]]
]


def column_choices(nodes: list[Node], empty: str, without: Column | None = None) -> list[tuple[str, str]]:
    """Columns as choices, indented as they stand in the tree."""
    listed = [(str(n.column.key), "　" * (n.depth - 1) + n.column.name) for n in nodes if n.column != without]
    return [("", empty), *listed]


class DescribedForm(Form):
    """What a column is called and what it is for."""

    name = forms.CharField(label="名称", max_length=64)
    kind = forms.ChoiceField(label="类别", choices=KINDS, help_text="类别决定更新时限；可以另设本栏目自己的时限。")
    article = forms.ChoiceField(label="条例条项", choices=ARTICLES, required=False)
    description = forms.CharField(label="说明", max_length=200, required=False)

    def facts(self) -> Described:
        """The values as the service takes them."""
        values = self.cleaned_data
        return Described(values["name"].strip(), values["kind"], values["article"], values["description"].strip())


class VersionedForm(Form):
    """A form that carries the version it was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput())


class EditForm(DescribedForm, VersionedForm):
    """Rename it, or say what it is for."""


class PlaceForm(Form):
    """Where a column stands."""

    parent = forms.ChoiceField(label="上级栏目", required=False)
    section = forms.ChoiceField(label="版块", choices=Column.SECTIONS, help_text="有上级栏目时随上级栏目。")

    def __init__(self, *args: object, nodes: list[Node], without: Column | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = column_choices(nodes, "（一级栏目）", without)  # type: ignore[attr-defined]

    def above(self) -> UUID | None:
        """The parent chosen."""
        return UUID(self.cleaned_data["parent"]) if self.cleaned_data["parent"] else None


class MoveForm(PlaceForm, VersionedForm):
    """Move a column."""


class NewForm(DescribedForm, PlaceForm):
    """A new column."""


class UpkeepForm(VersionedForm):
    """Who keeps it, and how long it may stand still."""

    owner = forms.ChoiceField(label="维护岗位", required=False)
    max_idle_days = forms.IntegerField(
        label="更新时限（日）", min_value=1, max_value=3650, required=False, help_text="空着时按类别。"
    )

    def __init__(self, *args: object, clerk: Clerk, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        posts = [(str(post.pk), str(post)) for post in posts_in(clerk.agency_id)]
        self.fields["owner"].choices = [("", "（未定）"), *posts]  # type: ignore[attr-defined]


class ExplainForm(VersionedForm):
    """暂无, and why."""

    reason = forms.CharField(
        label="暂无的原因",
        max_length=200,
        required=False,
        help_text="写给公众看，例如“本机关没有行政事业性收费项目”；空着保存即取消说明。",
    )


class CloseForm(VersionedForm):
    """Close a column, its items moved first."""

    on = forms.DateField(label="停用日期", widget=DateInput())
    moved_to = forms.ChoiceField(label="已发布的信息移到", required=False)

    def __init__(self, *args: object, nodes: list[Node], without: Column, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moved_to"].choices = column_choices(nodes, "（没有信息，不移动）", without)  # type: ignore[attr-defined]

    def target(self) -> UUID | None:
        """The column chosen."""
        return UUID(self.cleaned_data["moved_to"]) if self.cleaned_data["moved_to"] else None
