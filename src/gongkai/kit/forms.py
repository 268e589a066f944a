"""The base of every form: the classes of the style sheet, and what is said of a field that was not filled in right.

Each sentence names its field and says what to do. They are put in place when the form is judged, so that a label
given later, and a field added later, are spoken of as they stand on the page.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet

_CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)
_SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
_HOURS = (forms.DateTimeField, forms.SplitDateTimeField)
# What a value is written like, by kind of field; the first that fits counts.
_WRITTEN: tuple[tuple[type[forms.Field] | tuple[type[forms.Field], ...], str], ...] = (
    (forms.DateField, "请把“{label}”写成 2026-03-01 或 2026年3月1日，并核对日历上有这一天。"),
    (_HOURS, "请把“{label}”写成 2026-03-01 09:00，并核对日历上有这一天。"),
    (forms.TimeField, "请把“{label}”写成 09:00。"),
    (forms.DurationField, "请把“{label}”写成“天数 时:分:秒”，例如 3 00:00:00。"),
    ((forms.FloatField, forms.DecimalField), "请在“{label}”中填写数字。"),
    (forms.IntegerField, "请在“{label}”中填写整数，例如 12。"),
    (forms.EmailField, "请核对“{label}”，写成 name@example.cn 的样子。"),
    (forms.URLField, "请核对“{label}”，写成以 https:// 开头的完整网址。"),
    (forms.GenericIPAddressField, "请核对“{label}”，写成 192.0.2.1 的样子。"),
    (forms.FileField, "没有收到“{label}”，请重新选择文件后提交。"),
)
_SAID = {
    "min_length": "“{label}”至少 %(limit_value)d 个字，现在是 %(show_value)d 个字，请补充。",
    "max_length": "“{label}”最多 %(limit_value)d 个字，现在是 %(show_value)d 个字，请缩短。",
    "min_value": "“{label}”不能小于 %(limit_value)s，请核对。",
    "max_value": "“{label}”不能大于 %(limit_value)s，请核对。",
    "step_size": "请在“{label}”中填写 %(limit_value)s 的整数倍。",
    "max_digits": "“{label}”最多 %(max)s 位数字，请核对。",
    "max_decimal_places": "“{label}”最多 %(max)s 位小数，请核对。",
    "max_whole_digits": "“{label}”的整数部分最多 %(max)s 位，请核对。",
    "overflow": "“{label}”的天数过大或者过小，请核对。",
    "invalid_choice": "请在列出的各项中选择“{label}”。",
    "invalid_list": "请在列出的各项中选择“{label}”。",
    "invalid_pk_value": "请在列出的各项中选择“{label}”。",
    "invalid_date": "请核对“{label}”的日期，写成 2026-03-01。",
    "invalid_time": "请核对“{label}”的时间，写成 09:00。",
    "incomplete": "请把“{label}”填写完整。",
    "missing": "没有收到“{label}”，请重新选择文件后提交。",
    "empty": "“{label}”选中的文件是空的，请检查后重新选择。",
    "contradiction": "“{label}”不能既选择新文件又清除原有的，请只选一样。",
    "invalid_image": "“{label}”选中的文件不是能读取的图片，请检查后重新选择。",
    "invalid_extension": "“{label}”不接受扩展名为 %(extension)s 的文件，可以是：%(allowed_extensions)s。",
    "null_characters_not_allowed": "“{label}”里有看不见的特殊字符，请删去或者重新输入。",
}
_FILE_NAME = "“{label}”的文件名最多 %(max)d 个字，现在是 %(length)d 个字，请改短后重新选择。"
STALE = "页面的内容不完整或者已经过时，请刷新页面后重新提交。"
"""Of what a person does not fill in: a hidden field that is missing or was changed on the way."""


def sentences(field: forms.Field) -> dict[str, Any]:
    """What is said of a field, by the code of what is wrong; a form's own sentences (`error_messages`) stay."""
    own = field.error_messages
    codes = dict.fromkeys((*_SAID, "required", "invalid", *own))
    if field.widget.is_hidden or not field.label:
        return dict.fromkeys(codes, STALE)
    label = str(field.label).replace("%", "％")  # the sentences are templates
    said = {code: _sentence(field, code).replace("{label}", label) for code in codes}
    return said | {code: own[code] for code in own.keys() - set(_defaults(field))}


def _sentence(field: forms.Field, code: str) -> str:
    if code == "required":
        return _required(field)
    if code == "max_length" and isinstance(field, forms.FileField):
        return _FILE_NAME
    written = (said for kinds, said in _WRITTEN if isinstance(field, kinds))
    return _SAID.get(code) or next(written, "请核对“{label}”，现在填写的内容不符合要求。")


def _required(field: forms.Field) -> str:
    if isinstance(field, _SEVERAL):
        return "请在“{label}”中至少选择一项。"
    if isinstance(field, forms.BooleanField):
        return "请勾选“{label}”。"
    return "请选择“{label}”。" if isinstance(field, _CHOSEN) else "请填写“{label}”。"


def _defaults(field: forms.Field) -> Iterator[str]:
    """The codes of which a field says what Django says of every such field."""
    for kind in type(field).__mro__:
        if kind.__module__.startswith("django."):
            known = vars(kind).get("default_error_messages", {})
            yield from (code for code, said in known.items() if field.error_messages.get(code) is said)


class Speaking(forms.BaseForm):
    """Says in Chinese what to do about each field; before a library's form among the bases, for that one too."""

    def full_clean(self) -> None:
        """Judge the form, its fields with our sentences."""
        for field in self.fields.values():
            field.error_messages.update(sentences(field))
        super().full_clean()


class Form(Speaking, forms.Form):
    """A form of this project."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as Django's own
        super().__init__(*args, **kwargs)
        dress(self)


class FormSet(BaseFormSet):  # type: ignore[type-arg]  # generic for the checker alone
    """Rows of forms, with our sentences about their number."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "missing_management_form": STALE,
        "too_many_forms": "最多 %(num)d 行，请删去多出的行。",
        "too_few_forms": "至少 %(num)d 行，请补充。",
    }


def dress(form: forms.BaseForm) -> None:
    """The classes of the style sheet on every control that has none, by its kind."""
    for field in form.fields.values():
        widget = field.widget
        widget.attrs.pop("placeholder", None)  # of libraries: a hint that vanishes when one begins to type
        if isinstance(widget, forms.CheckboxSelectMultiple | forms.CheckboxInput | forms.RadioSelect):
            widget.attrs.setdefault("class", "form-check-input")
        elif isinstance(widget, forms.Select):
            widget.attrs.setdefault("class", "form-select")
        elif not widget.is_hidden:
            widget.attrs.setdefault("class", "form-control")
