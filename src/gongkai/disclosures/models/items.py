"""An item of disclosed information: its identity, its revisions, its attachments and its public notices.

What an item says is held by revisions, which are never changed. The item holds what it is (number, state, agency,
column) and, as an index for lists, the descriptive fields of its current public revision — of the latest draft
while nothing is public.

A correction goes through review while the public text stands: `correction` is its own state, by the same moves,
and the text corrected is the latest revision; "" where nothing is being corrected.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from gongkai.kit.keep import kept, record
from gongkai.statute.disclosures import ItemState
from gongkai.statute.vocab import ItemKind, Openness
from gongkai.statute.written import written

DRAFTING, IN_REVIEW, RETURNED, APPROVED = "drafting", "in_review", "returned", "approved"
SCHEDULED, PUBLISHED, WITHDRAWN, FILED = "scheduled", "published", "withdrawn", "filed"
UNDER_WAY = (DRAFTING, IN_REVIEW, RETURNED, APPROVED, SCHEDULED)
"""States in which the duty of article 26 still runs."""


class Described(models.Model):
    """What describes a piece of information; the fields of the 审查登记表 and of the metadata block."""

    title = models.CharField("标题", max_length=300)
    summary = models.CharField("内容概述", max_length=200, blank=True, default="")
    kind = models.CharField("信息类型", max_length=24, choices=ItemKind.choices(), default="information")
    article = models.CharField("条例条项", max_length=32, blank=True, default="")
    document_number = models.CharField("发文字号", max_length=64, blank=True, default="")
    formed_on = models.DateField("成文日期", null=True, blank=True)
    publicity = models.CharField("公开属性", max_length=16, choices=Openness.choices(), default="proactive")
    ground = models.CharField("不予公开事由", max_length=32, blank=True, default="")
    publicity_reason = models.CharField("公开属性理由", max_length=400, blank=True, default="")
    source = models.CharField("信息来源", max_length=200, blank=True, default="")
    keywords = models.CharField("主题词", max_length=200, blank=True, default="")
    valid_from = models.DateField("施行日期", null=True, blank=True)
    valid_until = models.DateField("有效期至（含当日）", null=True, blank=True)
    channels = models.JSONField("发布渠道", default=list, blank=True)  # keys of Channel

    class Meta:
        """No table of its own."""

        abstract = True


@kept
class Item(Described):
    """One piece of information from draft to public. `key` is its address; `index_number` is never reused."""

    CORRECTION_STATES = (
        (DRAFTING, "更正起草中"),
        (IN_REVIEW, "更正审查中"),
        (RETURNED, "更正退回修改"),
        (APPROVED, "更正已签批"),
    )

    key = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    column = models.ForeignKey("disclosures.Column", models.PROTECT, related_name="+", verbose_name="栏目")
    index_number = models.CharField("索引号", max_length=64, null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=ItemState.choices(), default=DRAFTING)
    correction = models.CharField("更正状态", max_length=12, choices=CORRECTION_STATES, blank=True, default="")
    round = models.PositiveSmallIntegerField("送审轮次", default=0)
    next_step = models.PositiveSmallIntegerField("下一审查环节", default=0)
    steps = models.JSONField("本轮审查环节", default=list, blank=True)
    awaited_role = models.CharField("待审查角色", max_length=32, blank=True, default="")
    drafter = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name="起草人")
    created_at = models.DateTimeField("登记时间")
    latest = models.ForeignKey(
        "disclosures.Revision", models.PROTECT, null=True, related_name="+", verbose_name="最新稿"
    )
    public = models.ForeignKey(
        "disclosures.Revision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公开稿"
    )
    published_on = models.DateField("发布日期", null=True, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    publish_due = models.DateField("法定公开期限", null=True, blank=True)
    scheduled_for = models.DateTimeField("定时发布", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    validity = models.CharField("有效性", max_length=12, blank=True, default="")
    next_review_on = models.DateField("下次评估日期", null=True, blank=True)
    explains = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="explained_by", verbose_name="解读或回应的信息"
    )
    changed_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="最近办理人"
    )
    changed_at = models.DateTimeField("最近办理时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=0)  # counted up by every act: two editors never overwrite

    class Meta:
        """Names, what is true of every row, and the indexes with their users."""

        verbose_name = "公开信息"
        verbose_name_plural = verbose_name
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("index_number",), name="disclosures_index_number_once"),
            models.CheckConstraint(
                name="disclosures_published_iff_dated",
                condition=~Q(state=PUBLISHED)
                | Q(
                    published_on__isnull=False,
                    published_at__isnull=False,
                    public__isnull=False,
                    index_number__isnull=False,
                    formed_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="disclosures_published_after_formed",
                condition=~Q(state=PUBLISHED) | Q(published_on__gte=F("formed_on")),
            ),
            models.CheckConstraint(
                name="disclosures_openness_fits_state",
                condition=~Q(state__in=(PUBLISHED, FILED))
                | Q(state=PUBLISHED, publicity="proactive")
                | Q(Q(state=FILED), ~Q(publicity="proactive")),
            ),
            models.CheckConstraint(
                name="disclosures_scheduled_iff_timed",
                condition=Q(state=SCHEDULED) ^ Q(scheduled_for__isnull=True),
            ),
            models.CheckConstraint(
                name="disclosures_only_public_is_corrected", condition=Q(correction="") | Q(state=PUBLISHED)
            ),
            models.CheckConstraint(
                name="disclosures_awaited_in_review",
                condition=Q(Q(state=IN_REVIEW) | Q(correction=IN_REVIEW)) ^ Q(awaited_role=""),
            ),
            models.CheckConstraint(
                name="disclosures_withdrawn_iff_dated",
                condition=Q(state=WITHDRAWN) ^ Q(withdrawn_on__isnull=True),
            ),
            models.CheckConstraint(
                name="disclosures_valid_from_before_until",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
        )
        indexes = (
            # the public list of a column, newest first
            models.Index("column", F("published_on").desc(), F("id").desc(), name="disclosures_column_public",
                         condition=Q(state="published")),
            # the public front page, catalogue and feeds of an agency. `state` is a field, not the condition: else
            # SQLite takes the clerk's index, for its one field more, and sorts all that the agency published
            models.Index("agency", "state", F("published_on").desc(), F("id").desc(),
                         name="disclosures_agency_public"),
            # the public front page and feeds of the whole site. Every published item has a number; only these lists
            # ask for it, so that PostgreSQL does not walk the site's newest for one who published long ago
            models.Index(F("published_on").desc(), F("id").desc(), name="disclosures_site_public",
                         condition=Q(state="published", index_number__isnull=False)),
            # the clerk's list
            models.Index("agency", "state", F("id").desc(), name="disclosures_agency_state"),
            # whose signature is awaited: the desk
            models.Index("agency", "awaited_role", name="disclosures_awaited", condition=~Q(awaited_role="")),
            # what is due under article 26: the desk and the duty's list
            models.Index("agency", "publish_due", name="disclosures_due", condition=Q(state__in=UNDER_WAY)),
            # the worker's queue of what is to be published at a time
            models.Index("scheduled_for", name="disclosures_timed", condition=Q(state=SCHEDULED)),
            # the register of documents and its validity
            models.Index("agency", "kind", "validity", name="disclosures_register",
                         condition=Q(kind__in=("normative_document", "government_rule"))),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def working_state(self) -> ItemState:
        """Where the text under work stands: that of the correction while there is one."""
        return ItemState(self.correction or self.state)


@record
class Revision(Described):
    """What an item said at one time. Written once; a correction is a new revision."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="revisions", verbose_name="信息")
    number = models.PositiveSmallIntegerField("稿次")
    column = models.ForeignKey("disclosures.Column", models.PROTECT, related_name="+", verbose_name="栏目")
    body = models.TextField("正文", blank=True, default="")
    notice = models.CharField("更正说明", max_length=400, blank=True, default="")
    author = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name="修改人")
    made_at = models.DateTimeField("修改时间")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "稿件"
        verbose_name_plural = verbose_name
        ordering = ("item", "number")
        constraints = (models.UniqueConstraint(fields=("item", "number"), name="disclosures_revision_once"),)

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}稿）"


@kept
class Attachment(models.Model):
    """A file or picture of an item, from one revision until another. Its bytes are stored under `digest`."""

    key = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="attachments", verbose_name="信息")
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.CharField("摘要", max_length=64)
    alternative = models.CharField("替代文字", max_length=200, blank=True, default="")
    is_inline = models.BooleanField("正文中的图片", default=False)
    from_revision = models.PositiveSmallIntegerField("自第几稿起")
    until_revision = models.PositiveSmallIntegerField("至第几稿止", null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = "附件"
        verbose_name_plural = verbose_name
        ordering = ("item", "id")

    def __str__(self) -> str:
        return self.name


@record
class PublicNotice(models.Model):
    """What the public is told beside an item: a correction (更正说明) or a withdrawal (撤回说明)."""

    KINDS = (("correction", "更正说明"), ("withdrawal", "撤回说明"))

    item = models.ForeignKey(Item, models.PROTECT, related_name="notices", verbose_name="信息")
    kind = models.CharField("类别", max_length=12, choices=KINDS)
    on = models.DateField("日期")
    text = models.CharField("说明", max_length=400)
    from_revision = models.PositiveSmallIntegerField("原稿次", null=True, blank=True)
    to_revision = models.PositiveSmallIntegerField("新稿次", null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = "公开说明"
        verbose_name_plural = verbose_name
        ordering = ("item", "id")

    def __str__(self) -> str:
        return f"{written(self.on)} {self.get_kind_display()}"
