"""People and the posts through which they act. A permission belongs to a post's role, never to a person."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from gongkai.kit.keep import kept
from gongkai.statute.vocab.roles import ROLE, ROLES, Role, label_of


class PersonManager(BaseUserManager["Person"]):
    """Makes people with a password that is hashed."""

    def create_user(self, login: str, password: str | None = None, **fields: object) -> "Person":
        """A person who can sign in; without a password only by single sign-on."""
        person = self.model(login=login, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


@kept
class Person(AbstractBaseUser):
    """One who can sign in. Never deleted: leaving ends the posts and closes the account."""

    login = models.CharField("登录名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    email = models.EmailField("电子邮箱", blank=True, default="")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="people", verbose_name="所在机关"
    )
    is_active = models.BooleanField("启用", default=True)
    password_changed_at = models.DateTimeField("口令更换时间", null=True, blank=True)
    must_change_password = models.BooleanField("下次登录须更换口令", default=False)
    demonstration = models.BooleanField("演示账号", default=False, help_text="只在演示中可以登录")
    version = models.PositiveIntegerField("版本", default=1)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        """Names."""

        verbose_name = "人员"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.name


@kept
class Post(models.Model):
    """A post (岗位) in an agency: what it is called, in which office, and what it may do."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="posts", verbose_name="机关")
    title = models.CharField("岗位名称", max_length=64)
    office = models.CharField("内设机构", max_length=64, blank=True, default="")
    role = models.CharField("角色", max_length=32, choices=[(role.code, role.label) for role in ROLES])
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "岗位"
        verbose_name_plural = verbose_name
        ordering = ("agency", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "office", "title"), condition=Q(closed_on=None), name="accounts_post_title_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.office}{self.title}"

    @property
    def duty(self) -> Role:
        """The role as declared."""
        return ROLE[self.role]


@kept
class Term(models.Model):
    """A person holds a post from one day to another. `acting` is 代理; a delegation names who gave it."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="terms", verbose_name="岗位")
    person = models.ForeignKey(Person, models.PROTECT, related_name="terms", verbose_name="人员")
    since = models.DateField("起")
    until = models.DateField("止（含当日）", null=True, blank=True)
    acting = models.BooleanField("代理", default=False)
    delegated_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="delegations", verbose_name="委托人"
    )
    reason = models.CharField("事由", max_length=200, blank=True, default="")

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "任期"
        verbose_name_plural = verbose_name
        ordering = ("-since", "-id")
        constraints = (
            models.CheckConstraint(
                name="accounts_term_ends_after_start", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="accounts_delegation_ends", condition=Q(delegated_by=None) | Q(until__isnull=False)
            ),
        )
        indexes = (models.Index(fields=("person", "since"), name="accounts_term_person"),)  # who signs in as what

    def __str__(self) -> str:
        return f"{self.person} {self.post}"

    def holds_on(self, day: date) -> bool:
        """Whether the term covers a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@kept
class ApiToken(models.Model):
    """A key by which a program acts through a term; it ends with the term or the account. Its digest is kept."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="tokens", verbose_name="任期")
    name = models.CharField("名称", max_length=64)
    prefix = models.CharField("开头", max_length=16)
    digest = models.CharField("摘要", max_length=64, unique=True)
    scopes = models.JSONField("权限范围", default=list)
    made_at = models.DateTimeField("生成时间")
    expires_on = models.DateField("最后一日")
    last_used_on = models.DateField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = "接口令牌"
        verbose_name_plural = verbose_name
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.name}（{self.prefix}…）"

    @property
    def scopes_in_words(self) -> str:
        """What it may do at most, as its page says it."""
        return "、".join(label_of(code) for code in self.scopes)


class ApiAnswer(models.Model):
    """What was answered to a program that marked its request, so that a repetition does nothing again.

    It is written in the transaction of the act itself, is sealed (a new password may stand in it), and goes after a
    day. An empty answer is never seen by others: it is the act's own, still under way.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+", verbose_name="接口令牌")
    key = models.CharField("标记", max_length=128)
    digest = models.CharField("请求的摘要", max_length=64)
    answer = models.TextField("密封的答复", blank=True, default="")
    made_at = models.DateTimeField("办理时间", db_index=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "接口答复"
        verbose_name_plural = verbose_name
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="accounts_answer_once"),)

    def __str__(self) -> str:
        return self.key
