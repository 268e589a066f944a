"""Forms of signing in, and of the security administrator's pages."""

from datetime import date
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.http import HttpRequest, QueryDict

from gongkai.accounts import passwords, services
from gongkai.accounts.errors import PasswordMustChange, SamePassword
from gongkai.accounts.models import Person, Post, Term
from gongkai.kit.access import Clerk
from gongkai.kit.dates import DateInput
from gongkai.kit.forms import Form, Speaking, dress
from gongkai.statute.vocab.roles import ROLES, label_of

PASSWORD_HELP = (
    "至少 12 个字符，可以用空格和中文，不要求大小写、数字和符号的组合。建议用几个互不相干的词语。"
    + passwords.HabitsValidator().get_help_text()
)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when the page was only opened. A form sent empty is sent all the same."""
    return request.POST if request.method == "POST" else None


class SignInForm(Speaking, account.LoginForm):  # type: ignore[misc]  # allauth carries no types
    """Login and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  allauth's
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "登录名"
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].label = "口令"
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)
        dress(self)


class ReauthenticateForm(Speaking, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before a change to the sign-in itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "当前口令"
        self.fields["password"].help_text = ""
        dress(self)


class ChangePasswordForm(Speaking, account.ChangePasswordForm):  # type: ignore[misc]
    """One's own password."""

    user: Person

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label, self.fields["oldpassword"].help_text = "当前口令", ""
        self.fields["password1"].label, self.fields["password1"].help_text = "新口令", PASSWORD_HELP
        self.fields["password2"].label = "再输入一次新口令"
        self.fields["password2"].error_messages["required"] = "请再输入一次新口令。"
        dress(self)

    def clean(self) -> dict[str, Any]:
        """The new password is the same twice, and not the old one."""
        first, again = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and again and first != again:
            self.add_error("password2", "两次输入的新口令不一样，请重新输入。")
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("oldpassword") and cleaned.get("oldpassword") == cleaned.get("password1"):
            self.add_error("password1", str(SamePassword()))
        return cleaned

    def save(self) -> None:
        """One act: the password, its date, and that it is one's own now."""
        services.change_password(self.user, self.cleaned_data["password1"])

    @property
    def first(self) -> PasswordMustChange | None:
        """What to say above the form of one who must change it."""
        return PasswordMustChange() if self.user.must_change_password else None


class SecondStepForm(Speaking, second_step.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step; a wrong one is recorded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _code_field(self)

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)
        services.sign_in_failed(self.user.login, note="第二步验证码不对")


class SecondStepAgainForm(Speaking, second_step.ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before a change to the sign-in itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _code_field(self)

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)
        services.sign_in_failed(self.user.login, note="再次验证时验证码不对")


class ActivateTOTPForm(Speaking, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _code_field(self)


def _code_field(form: forms.Form) -> None:
    form.fields["code"].label = "验证码"
    form.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "12"}
    dress(form)


class PersonForm(Form):
    """A new person."""

    login = forms.RegexField(
        label="登录名",
        regex=r"^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$",
        error_messages={"invalid": "“登录名”请用 2 至 64 个字母、数字、点、横线或者下划线，以字母或数字开头。"},
        help_text="字母、数字、点、横线和下划线。登录名不再改变，离职后也不分配给别人。",
    )
    name = forms.CharField(label="姓名", max_length=64)
    agency = forms.TypedChoiceField(label="所在机关", coerce=int)
    email = forms.EmailField(label="电子邮箱", required=False)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]


class PersonEditForm(PersonForm):
    """What of a person may change."""

    field_order = ("name", "agency", "email")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        del self.fields["login"]


class PostForm(Form):
    """A new post."""

    agency = forms.TypedChoiceField(label="机关", coerce=int)
    office = forms.CharField(label="内设机构", max_length=64, required=False, help_text="例如：党政办公室。")
    title = forms.CharField(label="岗位名称", max_length=64, help_text="例如：政务公开经办人。")
    role = forms.ChoiceField(
        label="角色",
        choices=[(role.code, f"{role.label}：{role.duty}") for role in ROLES],
        help_text="角色决定能办什么，见“角色和权限”。",
    )

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]


class _TermForm(Form):
    person = forms.TypedChoiceField(label="人员", coerce=int)
    since = forms.DateField(label="开始日期", widget=DateInput)
    until = forms.DateField(label="终止日期（含当日）", widget=DateInput, required=False)
    reason = forms.CharField(label="事由或文号", max_length=200, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "请选择"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The dates stand in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", "终止日期不能早于开始日期。")
        return cleaned


class AppointForm(_TermForm):
    """Appoint a person to a post, for good or as 代理."""

    field_order = ("person", "acting", "since", "until", "reason")
    acting = forms.BooleanField(label="代理", required=False, help_text="代理期间的办理记录上写明“代理”。")


class DelegateForm(_TermForm):
    """Give a post's duty to another for a time."""

    field_order = ("post", "person", "since", "until", "reason")
    post = forms.TypedChoiceField(label="岗位", coerce=int)

    def __init__(self, *args: Any, posts: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        self.fields["person"].label = "受托人"
        self.fields["until"].required = True
        self.fields["until"].help_text = "委托必须有终止日期，到期自动失效。"
        self.fields["reason"].required = True
        self.fields["reason"].label = "事由"


class TokenForm(Form):
    """A token for a program: what it is called, for which post, what it may do, until when."""

    name = forms.CharField(label="名称", max_length=64, help_text="写明用在哪里，例如“门户网站推送”。")
    term_id = forms.TypedChoiceField(label="岗位", coerce=int)
    scopes = forms.MultipleChoiceField(
        label="权限", widget=forms.CheckboxSelectMultiple, help_text="只选这个程序用得着的。"
    )
    expires_on = forms.DateField(label="最后一日", widget=DateInput, help_text="今天起一年之内。")

    def __init__(self, *args: Any, terms: list[Term], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["term_id"].choices = [(term.pk, f"{term.post.agency.name} {term.post}") for term in terms]  # type: ignore[attr-defined]
        offered = sorted({perm.value for term in terms for perm in term.post.duty.may})
        self.fields["scopes"].choices = [(code, f"{label_of(code)}（{code}）") for code in offered]  # type: ignore[attr-defined]


class EndForm(Form):
    """The last day of a term or post."""

    on = forms.DateField(label="最后一日", widget=DateInput, help_text="当日仍有效，次日起失效。")
    reason = forms.CharField(label="事由或文号", max_length=200, required=False)


class ReasonForm(Form):
    """Why an account is closed or opened again."""

    reason = forms.CharField(label="事由", max_length=200)


def post_choices(posts: list[Post]) -> list[tuple[int, str]]:
    """Posts as a list to choose from."""
    return [(post.pk, str(post)) for post in posts]


def own_choices(posts: list[Clerk]) -> list[tuple[int, str]]:
    """One's own posts as a list to choose from."""
    return [(post.post_id, f"{post.agency} {post.post}") for post in posts]
