"""What an auditor asks for."""

from datetime import date
from typing import Any

from django import forms

from gongkai.audit.errors import PeriodReversed
from gongkai.kit.dates import DateInput
from gongkai.kit.forms import Form


class PeriodForm(Form):
    """A period of days, either end open."""

    since = forms.DateField(label="自哪一天", widget=DateInput(), required=False)
    until = forms.DateField(label="至哪一天", widget=DateInput(), required=False)

    def clean(self) -> dict[str, Any]:
        """The days stand in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", str(PeriodReversed(since=since, until=until)))
        return cleaned


class AskForm(PeriodForm):
    """By day, person, act, subject, chain."""

    person = forms.CharField(label="办理人", required=False, max_length=64)
    act = forms.ChoiceField(label="事项", required=False)
    subject_type = forms.ChoiceField(label="对象", required=False)
    subject_id = forms.CharField(label="对象编号", required=False, max_length=64)
    chain = forms.TypedChoiceField(label="链", required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's
        acts: list[tuple[str, str]],
        subjects: list[tuple[str, str]],
        chains: list[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", "全部")
        self.fields["act"].choices = [anything, *acts]  # type: ignore[attr-defined]
        self.fields["subject_type"].choices = [anything, *subjects]  # type: ignore[attr-defined]
        self.fields["chain"].choices = [anything, *chains]  # type: ignore[attr-defined]
