"""政务公开日, trainings, reading points, and the yearly review of what was withheld."""

import uuid

from django.db import models
from django.db.models import F, Q

from gongkai.disclosures.models.editing import Edited
from gongkai.kit.keep import kept, record
from gongkai.statute.written import written


@kept
class Activity(Edited):
    """An open day, a training, a consultation or another event, with date, place and people."""

    KINDS = (
        ("open_day", "政务公开日"),
        ("open_house", "政府开放日"),
        ("training", "业务培训"),
        ("promotion", "宣传活动"),
        ("meeting", "工作会议"),
        ("other", "其他活动"),
    )

    key = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    kind = models.CharField("类别", max_length=12, choices=KINDS)
    title = models.CharField("名称", max_length=200)
    begins_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    place = models.CharField("地点", max_length=200, blank=True, default="")
    organiser = models.CharField("组织单位", max_length=200, blank=True, default="")
    people = models.PositiveIntegerField("参加人数", null=True, blank=True)
    description = models.TextField("内容", blank=True, default="")
    is_public = models.BooleanField("在公开平台展示", default=False)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True, default="")

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "活动"
        verbose_name_plural = verbose_name
        ordering = ("-begins_on", "-id")
        constraints = (
            models.CheckConstraint(
                name="disclosures_activity_ends_after_start", condition=Q(ends_on__gte=F("begins_on"))
            ),
        )
        indexes = (models.Index(fields=("agency", "begins_on"), name="disclosures_activity_year"),)  # section one

    def __str__(self) -> str:
        return self.title


@kept
class ActivityPicture(models.Model):
    """A picture of an activity; the bytes lie in the store under `digest`."""

    key = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="pictures", verbose_name="活动")
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.CharField("摘要", max_length=64)
    alternative = models.CharField("替代文字", max_length=200)
    removed_on = models.DateField("撤下日期", null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = "活动图片"
        verbose_name_plural = verbose_name
        ordering = ("activity", "id")

    def __str__(self) -> str:
        return self.alternative


@kept
class ReadingPoint(Edited):
    """政务公开专区, 信息查阅点: where people can read published information and get help (条例第二十五条)."""

    key = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=100)
    address = models.CharField("地址", max_length=200)
    hours = models.CharField("开放时间", max_length=200)
    telephone = models.CharField("电话", max_length=64, blank=True, default="")
    services = models.CharField("服务内容", max_length=400, blank=True, default="")
    since = models.DateField("启用日期", null=True, blank=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = "信息查阅点"
        verbose_name_plural = verbose_name
        ordering = ("agency", "id")

    def __str__(self) -> str:
        return self.name


@record
class WithheldReview(models.Model):
    """The periodic review of one withheld item (条例第十八条): still withheld or to be disclosed, and why."""

    CONCLUSIONS = (("keep", "继续不予公开"), ("disclose", "可以公开"))

    item = models.ForeignKey(
        "disclosures.Item", models.PROTECT, related_name="withheld_reviews", verbose_name="信息"
    )
    on = models.DateField("评估日期")
    conclusion = models.CharField("结论", max_length=10, choices=CONCLUSIONS)
    reason = models.CharField("理由", max_length=400)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name="评估人")
    next_on = models.DateField("下次评估日期", null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = "不予公开评估"
        verbose_name_plural = verbose_name
        ordering = ("item", "on", "id")

    def __str__(self) -> str:
        return f"{written(self.on)} {self.get_conclusion_display()}"
