"""Channels of publication and the outbox: what is to go where, whether it went, and where it stands now."""

from django.db import models
from django.db.models import Q

from gongkai.disclosures.models.editing import Edited
from gongkai.kit.keep import kept


@kept
class Channel(Edited):
    """One channel of an agency. `kind` is a code of the vocabulary; `adapter` how it is served ("" is by hand).

    `settings` is what a clerk chose and never holds a secret; `remote` is what the channel told us and may be lost.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=64)
    kind = models.CharField("类别", max_length=16)
    adapter = models.CharField("推送方式", max_length=16, blank=True, default="")
    settings = models.JSONField("参数", default=dict, blank=True)
    remote = models.JSONField("渠道方状态", default=dict, blank=True)
    is_default = models.BooleanField("默认选用", default=False)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "渠道"
        verbose_name_plural = verbose_name
        ordering = ("agency", "id")
        constraints = (models.UniqueConstraint(fields=("agency", "name"), name="disclosures_channel_once"),)

    def __str__(self) -> str:
        return self.name


@kept
class Delivery(models.Model):
    """One item on one channel. Written in the act's own transaction; the worker sends it, once only.

    A row that is `sent` with an address and a time is a publication on that channel: section one counts these.
    `version` counts what was asked for (publish, update, withdraw), `sent_version` what the channel has. `progress`
    is how far the present request has come at the channel: it is written before and after every step there, so that
    a worker that takes over first asks what has happened.
    """

    WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"
    STOPPED, CANCELLED = "stopped", "cancelled"
    STATES = (
        (WAITING, "等候推送"),
        (SENDING, "正在推送"),
        (SENT, "已推送"),
        (FAILED, "推送失败，将重试"),
        (STOPPED, "需要人工处理"),
        (CANCELLED, "不再推送"),
    )
    ACTIONS = (("publish", "发布"), ("update", "更新"), ("withdraw", "撤下"))

    item = models.ForeignKey("disclosures.Item", models.PROTECT, related_name="deliveries", verbose_name="信息")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries", verbose_name="渠道")
    action = models.CharField("动作", max_length=8, choices=ACTIONS, default="publish")
    state = models.CharField("状态", max_length=9, choices=STATES, default=WAITING)
    version = models.PositiveIntegerField("应推送版本", default=1)
    sent_version = models.PositiveIntegerField("已推送版本", default=0)
    address = models.CharField("发布地址", max_length=500, blank=True, default="")
    remote_id = models.CharField("渠道方编号", max_length=200, blank=True, default="")
    released_on = models.DateField("发布日期", null=True, blank=True)
    released_at = models.DateTimeField("发布时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    next_try_at = models.DateTimeField("下次尝试", null=True, blank=True)
    claimed_by = models.CharField("由谁推送", max_length=64, blank=True, default="")
    claimed_until = models.DateTimeField("占用到", null=True, blank=True)
    problem = models.CharField("最近一次问题", max_length=400, blank=True, default="")
    progress = models.JSONField("办理进度", default=dict, blank=True)
    evidence = models.CharField("佐证文件摘要", max_length=64, blank=True, default="")
    evidence_name = models.CharField("佐证文件名", max_length=200, blank=True, default="")

    class Meta:
        """Names, what is true of every row, and the indexes with their users."""

        verbose_name = "渠道发布"
        verbose_name_plural = verbose_name
        ordering = ("item", "channel")
        constraints = (
            models.UniqueConstraint(fields=("item", "channel"), name="disclosures_delivery_once"),
            models.CheckConstraint(
                name="disclosures_sent_has_time", condition=~Q(state="sent") | Q(released_at__isnull=False)
            ),
        )
        indexes = (
            models.Index(fields=("state", "next_try_at"), name="disclosures_outbox"),  # the worker's queue
            models.Index(fields=("channel", "released_on"), name="disclosures_channel_count"),  # totals per channel
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.get_state_display()}"
