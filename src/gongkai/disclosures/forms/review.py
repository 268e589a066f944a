"""Forms of review chains, the list of wordings, and the scheme of index numbers."""

from typing import Any

from django import forms

from gongkai.disclosures.forms.items import NOT_CHOSEN
from gongkai.disclosures.selectors.review import SIGNERS, Step
from gongkai.kit.forms import Form
from gongkai.statute.disclosures import ReviewStep
from gongkai.statute.identifiers import FIELDS

MOST_STEPS = len(ReviewStep)


class ChainForm(Form):
    """As many steps as there are, in order; a step left out is one line empty."""

    def __init__(self, *args: Any, steps: tuple[Step, ...] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = [*NOT_CHOSEN, *ReviewStep.choices()]
        roles = [(role.code, role.label) for role in SIGNERS]
        for number in range(1, MOST_STEPS + 1):
            known = steps[number - 1] if number <= len(steps) else None
            select = forms.Select({"class": "form-select"})
            self.fields[f"step{number}"] = forms.ChoiceField(
                label=f"第{number}步", choices=choices, required=False, initial=known.step.value if known else "",
                widget=select,
            )  # fmt: skip
            self.fields[f"role{number}"] = forms.ChoiceField(
                label=f"第{number}步由谁办理", choices=roles, required=False,
                initial=known.role if known else "", widget=forms.Select({"class": "form-select"}),
            )  # fmt: skip

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each step, side by side."""
        return [(self[f"step{number}"], self[f"role{number}"]) for number in range(1, MOST_STEPS + 1)]

    def steps(self) -> list[Step]:
        """The chain that was filled in."""
        values = self.cleaned_data
        return [
            Step(ReviewStep(values[f"step{number}"]), values[f"role{number}"])
            for number in range(1, MOST_STEPS + 1)
            if values[f"step{number}"]
        ]


class WordingForm(Form):
    """A wording that is not to be used."""

    wrong = forms.CharField(label="不用的写法", min_length=2, max_length=50)
    right = forms.CharField(label="建议写法", max_length=50)
    level = forms.ChoiceField(label="级别", choices=[("warning", "可能的错字"), ("hint", "建议用语")])
    reason = forms.CharField(label="说明", max_length=200, required=False)
    unless = forms.CharField(
        label="这些词中不提示", max_length=200, required=False, help_text="包含它的正确词语，用顿号分开。"
    )


class NumberingForm(Form):
    """The template of index numbers and the values an agency states itself."""

    template = forms.CharField(
        label="索引号模板",
        max_length=100,
        help_text="可用的项："
        + "、".join(f"{{{field.name}}} {field.label}" for field in FIELDS.values())
        + "、{serial:5} 5位流水号。",
    )
    place = forms.CharField(label="地区代号", max_length=8, required=False)
    department = forms.CharField(label="部门代号", max_length=8, required=False)
    category = forms.CharField(label="类别代号", max_length=8, required=False)
    group = forms.CharField(label="分组代号", max_length=8, required=False)
    agency = forms.CharField(label="地区部门代码（5位）", max_length=5, required=False)
