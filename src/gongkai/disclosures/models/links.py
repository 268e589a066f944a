"""Links of the texts: where each leads, and what the last visit to an address found.

Both are an index over the revisions: nothing registered lies here, and all of it can be made again.
"""

from django.db import models
from django.db.models import Q


class LinkTarget(models.Model):
    """An address outside this platform. `digest` is the SHA-256 of the address, by which it is known once.

    `slot` is taken while a worker visits: a host has only so many, so no more visits reach it at a time.
    """

    WAITING, ALIVE, DEAD, UNSURE = "waiting", "alive", "dead", "unsure"
    STATES = ((WAITING, "等候检查"), (ALIVE, "可以打开"), (DEAD, "打不开"), (UNSURE, "没有检查成"))

    digest = models.CharField("摘要", max_length=64, unique=True)
    address = models.TextField("网址")
    host = models.CharField("域名", max_length=255)
    state = models.CharField("状态", max_length=8, choices=STATES, default=WAITING)
    problem = models.CharField("问题", max_length=100, blank=True, default="")
    failures = models.PositiveSmallIntegerField("连续失败次数", default=0)
    checked_at = models.DateTimeField("检查时间", null=True, blank=True)
    answered_at = models.DateTimeField("最近应答时间", null=True, blank=True)
    due_at = models.DateTimeField("下次检查", null=True, blank=True)
    slot = models.PositiveSmallIntegerField("占用", null=True, blank=True)
    claimed_until = models.DateTimeField("占用到", null=True, blank=True)

    class Meta:
        """Names, what is true of every row, and the indexes with their users."""

        verbose_name = "外部链接"
        verbose_name_plural = verbose_name
        constraints = (
            models.UniqueConstraint(fields=("host", "slot"), name="disclosures_link_slot_once"),
            models.CheckConstraint(
                name="disclosures_link_slot_iff_claimed",
                condition=Q(slot=None, claimed_until=None) | Q(slot__isnull=False, claimed_until__isnull=False),
            ),
        )
        indexes = (
            # the worker's queue
            models.Index("due_at", name="disclosures_link_due", condition=Q(due_at__isnull=False)),
            # whether anything outside answers
            models.Index("answered_at", name="disclosures_link_answered", condition=Q(answered_at__isnull=False)),
            # the list of what does not open
            models.Index("state", name="disclosures_link_dead", condition=Q(state="dead")),
        )

    def __str__(self) -> str:
        return self.address


class LinkUse(models.Model):
    """One address in one text: outside (`target`), an item of this platform (`points_to`, `file`), or neither.

    `problem` is said of an address of this platform at which there never was anything.
    """

    item = models.ForeignKey("disclosures.Item", models.CASCADE, related_name="links", verbose_name="信息")
    revision = models.ForeignKey("disclosures.Revision", models.CASCADE, related_name="+", verbose_name="稿件")
    address = models.TextField("网址")
    words = models.CharField("链接文字", max_length=100, blank=True, default="")
    target = models.ForeignKey(
        LinkTarget, models.PROTECT, null=True, blank=True, related_name="uses", verbose_name="外部链接"
    )
    points_to = models.ForeignKey(
        "disclosures.Item", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="指向的信息"
    )
    file = models.ForeignKey(
        "disclosures.Attachment", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="指向的附件"
    )
    problem = models.CharField("问题", max_length=100, blank=True, default="")

    class Meta:
        """Names."""

        verbose_name = "正文中的链接"
        verbose_name_plural = verbose_name
        ordering = ("id",)

    def __str__(self) -> str:
        return self.words or self.address


class LinkReading(models.Model):
    """How far the worker has read texts that came in without a clerk: the last revision looked at."""

    last = models.PositiveBigIntegerField("读到第几稿", default=0)

    class Meta:
        """Names."""

        verbose_name = "链接读取进度"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return str(self.last)
