"""Every form of the project says in our words what is to be done about each of its fields."""

import inspect
import sys
from collections.abc import Iterator

import pytest
from django import forms
from django.core import validators
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import formsets
from django.forms import models as model_forms
from django.urls import get_resolver
from django.utils.datastructures import MultiValueDict

from gongkai.accounts.forms import SignInForm
from gongkai.kit.dates import DateInput
from gongkai.kit.forms import STALE, Form, FormSet, Speaking, sentences


def _members(kind: type) -> Iterator[type]:
    """Every class of a kind that the addresses of the project lead to, those of libraries left out."""
    assert get_resolver().url_patterns  # which imports the views, and they the forms
    for name, module in sorted(sys.modules.items()):
        if name.startswith("gongkai."):
            for _, found in inspect.getmembers(module, inspect.isclass):
                if issubclass(found, kind) and (found.__module__ == name or issubclass(found, FormSet)):
                    yield found


FORMS = [form for form in _members(forms.BaseForm) if form is not Speaking]
FIELDS = [(form, name, field) for form in FORMS for name, field in form.base_fields.items()]  # type: ignore[attr-defined]
KINDS = [
    kind
    for kind in {**vars(model_forms), **vars(forms)}.values()
    if inspect.isclass(kind) and issubclass(kind, forms.Field)
]
NEEDS = {
    "RegexField": {"regex": "x"}, "ComboField": {"fields": ()}, "MultiValueField": {"fields": ()},
    "FilePathField": {"path": "/"}, "URLField": {"assume_scheme": "https"}, "ModelChoiceField": {"queryset": None},
    "ModelMultipleChoiceField": {"queryset": None}, "InlineForeignKeyField": {"parent_instance": None},
}  # fmt: skip


def _codes(field: forms.Field) -> set[str]:
    """What can be wrong with a field."""
    return {*field.error_messages, *(str(getattr(one, "code", "invalid")) for one in field.validators)}


def test_every_form_and_every_set_of_forms_speaks() -> None:
    silent = [form for form in FORMS if not issubclass(form, Speaking)]
    silent += [rows for rows in _members(formsets.BaseFormSet) if not issubclass(rows, FormSet)]

    assert len(FORMS) > 50
    assert silent == []


@pytest.mark.parametrize(("form", "name", "field"), FIELDS, ids=lambda v: v if isinstance(v, str) else "")
def test_no_field_keeps_a_sentence_of_django(form: type, name: str, field: forms.Field) -> None:
    said = sentences(field)

    assert _codes(field) <= said.keys()
    assert {code for code, text in said.items() if not isinstance(text, str)} == set()  # Django's are lazy
    assert {code for code in _codes(field) if said[code] != STALE and str(field.label) not in said[code]} == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_field_that_django_has_is_spoken_of(kind: type[forms.Field]) -> None:
    field = kind(label="某项", **NEEDS.get(kind.__name__, {}))  # type: ignore[arg-type]  # of its kind

    said = sentences(field)

    if not field.widget.is_hidden:
        assert _codes(field) <= said.keys()
        assert {code for code, text in said.items() if not isinstance(text, str) or "某项" not in text} == set()


BAD = [
    (forms.CharField(), "", "请填写“某项”。"),
    (forms.CharField(max_length=3), "一二三四", "“某项”最多 3 个字，现在是 4 个字，请缩短。"),
    (forms.CharField(min_length=3), "一", "“某项”至少 3 个字，现在是 1 个字，请补充。"),
    (forms.CharField(), "a\x00", "“某项”里有看不见的特殊字符，请删去或者重新输入。"),
    (forms.DateField(widget=DateInput()), "2026-02-30",
     "请把“某项”写成 2026-03-01 或 2026年3月1日，并核对日历上有这一天。"),
    (forms.DateTimeField(), "明天", "请把“某项”写成 2026-03-01 09:00，并核对日历上有这一天。"),
    (forms.ChoiceField(choices=[("a", "甲")]), "", "请选择“某项”。"),
    (forms.ChoiceField(choices=[("a", "甲")]), "b", "请在列出的各项中选择“某项”。"),
    (forms.MultipleChoiceField(choices=[("a", "甲")]), "", "请在“某项”中至少选择一项。"),
    (forms.IntegerField(), "三", "请在“某项”中填写整数，例如 12。"),
    (forms.IntegerField(min_value=1, max_value=9), "0", "“某项”不能小于 1，请核对。"),
    (forms.IntegerField(min_value=1, max_value=9), "10", "“某项”不能大于 9，请核对。"),
    (forms.EmailField(), "someone", "请核对“某项”，写成 name@example.cn 的样子。"),
    (forms.URLField(assume_scheme="https"), "http://", "请核对“某项”，写成以 https:// 开头的完整网址。"),
    (forms.BooleanField(), "", "请勾选“某项”。"),
    (forms.RegexField("^x$"), "y", "请核对“某项”，现在填写的内容不符合要求。"),
    (forms.RegexField("^x$", error_messages={"invalid": "“某项”只写 x。"}), "y", "“某项”只写 x。"),
    (forms.IntegerField(widget=forms.HiddenInput()), "", STALE),
    (forms.UUIDField(widget=forms.HiddenInput()), "x", STALE),
]  # fmt: skip


@pytest.mark.parametrize(("field", "given", "said"), BAD)
def test_what_is_wrong_is_said_with_the_name_of_the_field(field: forms.Field, given: str, said: str) -> None:
    field.label = "某项"
    form = type("Asked", (Form,), {"one": field})({"one": given} if given else {})

    assert form.errors["one"] == [said]


def test_a_file_that_is_missing_or_empty_is_asked_for() -> None:
    field = forms.FileField(label="台账", max_length=5)
    ask = type("Asked", (Form,), {"one": field})
    files = [SimpleUploadedFile("a.csv", b""), SimpleUploadedFile("abcdef.csv", b"x")]

    assert ask({}, MultiValueDict()).errors["one"] == ["请选择“台账”。"]
    assert [ask({}, MultiValueDict({"one": [file]})).errors["one"] for file in files] == [
        ["“台账”选中的文件是空的，请检查后重新选择。"],
        ["“台账”的文件名最多 5 个字，现在是 10 个字，请改短后重新选择。"],
    ]


def test_a_label_is_said_as_it_stands_on_the_page() -> None:
    class Later(Form):
        one = forms.CharField(label="旧名")

        def __init__(self, data: dict[str, str]) -> None:
            super().__init__(data)
            self.fields["one"].label = "完成率 100%"
            self.fields["two"] = forms.CharField(label="后加的", validators=[validators.RegexValidator("^x$")])

    assert Later({"two": "y"}).errors == {
        "one": ["请填写“完成率 100％”。"],
        "two": ["请核对“后加的”，现在填写的内容不符合要求。"],
    }


def test_a_form_of_a_library_speaks_as_well() -> None:
    assert SignInForm({}).errors == {"login": ["请填写“登录名”。"], "password": ["请填写“口令”。"]}
