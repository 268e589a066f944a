"""The tree of agencies, what happened to them, what the 公开指南 must say, and who leads the work."""

import uuid

from django.db import models
from django.db.models import F, Q
from treebeard.mp_tree import MP_Node

from gongkai.kit.keep import kept, record
from gongkai.statute.vocab import AgencyKind
from gongkai.statute.written import written

ACTIVE, MERGED, ABOLISHED = "active", "merged", "abolished"


@kept
class Agency(MP_Node):  # type: ignore[misc]  # treebeard carries no types
    """An administrative organ. The node above it is its superior; `government` is the one it belongs to.

    `key` is permanent and public: figures of earlier years stay with it whatever the agency is called later.
    """

    STATES = ((ACTIVE, "在设"), (MERGED, "已并入"), (ABOLISHED, "已撤销"))

    key = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("名称", max_length=200)
    short_name = models.CharField("简称", max_length=64, blank=True, default="")
    kind = models.CharField("类别", max_length=24, choices=AgencyKind.choices())
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True, default="")
    region = models.CharField("行政区划代码", max_length=12, blank=True, default="")
    government = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="departments", verbose_name="所属人民政府"
    )
    reviewer = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name="复议机关（另有规定时）"
    )
    has_rulemaking_power = models.BooleanField("有规章制定权", default=False)
    state = models.CharField("状态", max_length=12, choices=STATES, default=ACTIVE)
    established_on = models.DateField("设立日期", null=True, blank=True)
    ended_on = models.DateField("并入或撤销日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="承继机关"
    )
    seat_government = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在地人民政府"
    )
    reviewer_basis = models.CharField("另定复议机关的依据", max_length=200, blank=True, default="")
    slug = models.SlugField("网址短名", max_length=64, unique=True)

    office_name = models.CharField("公开工作机构", max_length=100, blank=True, default="")
    address = models.CharField("办公地址", max_length=200, blank=True, default="")
    hours = models.CharField("办公时间", max_length=200, blank=True, default="")
    telephone = models.CharField("联系电话", max_length=64, blank=True, default="")
    fax = models.CharField("传真", max_length=64, blank=True, default="")
    mail = models.EmailField("电子邮箱", blank=True, default="")
    postcode = models.CharField("邮政编码", max_length=6, blank=True, default="")
    website = models.CharField("在线受理网址", max_length=200, blank=True, default="")
    guide_classification = models.TextField("信息的分类", blank=True, default="")
    guide_arrangement = models.TextField("编排体系", blank=True, default="")
    guide_access = models.TextField("获取方式", blank=True, default="")
    guide_updated_on = models.DateField("指南更新日期", null=True, blank=True)

    version = models.PositiveIntegerField("修改次数", default=1)
    changed_by = models.CharField("最近修改人", max_length=200, blank=True, default="")
    changed_at = models.DateTimeField("最近修改时间", null=True, blank=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "机关"
        verbose_name_plural = verbose_name
        constraints = (
            models.UniqueConstraint(fields=("uscc",), condition=~Q(uscc=""), name="agencies_uscc_once"),
            models.CheckConstraint(
                name="agencies_ended_iff_dated", condition=Q(state=ACTIVE) ^ Q(ended_on__isnull=False)
            ),
            models.CheckConstraint(
                name="agencies_merged_has_successor", condition=~Q(state=MERGED) | Q(successor__isnull=False)
            ),
        )
        indexes = (models.Index(fields=("name",), name="agencies_name"),)  # import finds agencies by name

    def __str__(self) -> str:
        return self.name


@record
class AgencyName(models.Model):
    """A name the agency bore, from the day it took it. The name on a day is the latest that began by then."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="names", verbose_name="机关")
    name = models.CharField("名称", max_length=200)
    since = models.DateField("起", null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = "曾用名称"
        verbose_name_plural = verbose_name
        ordering = ("agency", F("since").asc(nulls_first=True), "id")

    def __str__(self) -> str:
        return self.name


@record
class AgencyEvent(models.Model):
    """Something that happened to an agency: set up, renamed, moved, merged, abolished, restored."""

    KINDS = (
        ("established", "设立"),
        ("renamed", "更名"),
        ("moved", "调整隶属关系"),
        ("merged", "并入"),
        ("abolished", "撤销"),
    )

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="events", verbose_name="机关")
    kind = models.CharField("事项", max_length=16, choices=KINDS)
    on = models.DateField("日期")
    other = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="相关机关"
    )
    basis = models.CharField("依据", max_length=200, blank=True, default="")
    detail = models.CharField("说明", max_length=400, blank=True, default="")

    class Meta:
        """Names."""

        verbose_name = "沿革"
        verbose_name_plural = verbose_name
        ordering = ("agency", "on", "id")

    def __str__(self) -> str:
        return f"{written(self.on)} {self.get_kind_display()}"


@kept
class LeadingGroup(models.Model):
    """政务公开工作领导小组: one after another as they are reorganised."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="leading_groups", verbose_name="机关")
    name = models.CharField("名称", max_length=100)
    office = models.CharField("办公室设在", max_length=100, blank=True, default="")
    duties = models.TextField("职责", blank=True, default="")
    document_number = models.CharField("文号", max_length=64, blank=True, default="")
    since = models.DateField("成立或调整日期")
    until = models.DateField("止（含当日）", null=True, blank=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "领导小组"
        verbose_name_plural = verbose_name
        ordering = ("agency", "-since")
        constraints = (
            models.CheckConstraint(
                name="agencies_group_ends_after_start", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(fields=("agency",), condition=Q(until=None), name="agencies_group_one_now"),
        )

    def __str__(self) -> str:
        return self.name


@kept
class GroupMember(models.Model):
    """One who belongs to a leading group from one day to another."""

    PARTS = (
        ("head", "组长"),
        ("deputy", "副组长"),
        ("member", "成员"),
        ("office_head", "办公室主任"),
        ("office_member", "办公室成员"),
    )

    group = models.ForeignKey(LeadingGroup, models.PROTECT, related_name="members", verbose_name="领导小组")
    part = models.CharField("组内职务", max_length=16, choices=PARTS)
    person = models.CharField("姓名", max_length=64)
    position = models.CharField("单位和职务", max_length=100)
    since = models.DateField("起")
    until = models.DateField("止（含当日）", null=True, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "领导小组成员"
        verbose_name_plural = verbose_name
        ordering = ("group", "order", "id")
        constraints = (
            models.CheckConstraint(
                name="agencies_member_ends_after_start", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()}{self.person}"
