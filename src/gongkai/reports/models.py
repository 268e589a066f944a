"""A checkup: the files of one upload, what was read from them and what was found. Nothing outlives its hour."""

from django.db import models
from django.db.models import F, Q

WAITING, RUNNING, DONE, REFUSED = "waiting", "running", "done", "refused"


class Checkup(models.Model):
    """One upload. After deletion only its address and times stay for a week, to answer 410 and not 404."""

    public_id = models.CharField("公开编号", max_length=32, unique=True)
    created_at = models.DateTimeField("上传时间")
    expires_at = models.DateTimeField("删除时间", db_index=True)
    settled_at = models.DateTimeField("两年核对完成时间", null=True, blank=True)
    deleted_at = models.DateTimeField("已删除时间", null=True, blank=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "年报体检"
        verbose_name_plural = verbose_name
        constraints = (
            models.CheckConstraint(
                name="reports_checkup_expires_after_creation", condition=Q(expires_at__gt=F("created_at"))
            ),
        )

    def __str__(self) -> str:
        return self.public_id


class CheckupFile(models.Model):
    """One uploaded file and how far its examination is."""

    STATES = ((WAITING, "等候"), (RUNNING, "正在检查"), (DONE, "已检查"), (REFUSED, "没有检查"))

    checkup = models.ForeignKey(Checkup, models.CASCADE, related_name="files", verbose_name="体检")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("字节数")
    is_previous = models.BooleanField("上传者指明是上一年的报告", default=False)
    state = models.CharField("状态", max_length=8, choices=STATES, default=WAITING)
    claimed_by = models.CharField("由谁检查", max_length=64, default="", blank=True)
    claimed_until = models.DateTimeField("占用到", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    refusal_code = models.CharField("没有检查的原因编号", max_length=8, default="", blank=True)
    refusal = models.TextField("没有检查的原因", default="", blank=True)
    milliseconds = models.PositiveIntegerField("用时", null=True, blank=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "体检文件"
        verbose_name_plural = verbose_name
        ordering = ("checkup", "number")
        constraints = (
            models.UniqueConstraint(fields=("checkup", "number"), name="reports_file_number_once"),
            models.CheckConstraint(
                name="reports_file_refused_iff_reason",
                condition=Q(state=REFUSED, refusal_code__gt="") | (~Q(state=REFUSED) & Q(refusal_code="")),
            ),
            models.CheckConstraint(
                name="reports_file_running_iff_claimed",
                condition=Q(state=RUNNING, claimed_until__isnull=False)
                | (~Q(state=RUNNING) & Q(claimed_until__isnull=True)),
            ),
        )
        indexes = (models.Index(fields=("state", "id"), name="reports_file_queue"),)

    def __str__(self) -> str:
        return f"{self.checkup_id}-{self.number}"


class CheckupReport(models.Model):
    """One report read from a file. `document` is JSON text: gongkai.report/1 with its findings, and the repair.

    It is kept as text, not as a JSON column: PostgreSQL's refuses U+0000 and lone surrogates, and files have both.
    The counts are an index over it, for the overview.
    """

    file = models.ForeignKey(CheckupFile, models.CASCADE, related_name="reports", verbose_name="文件")
    number = models.PositiveSmallIntegerField("文件中的第几份")
    agency = models.CharField("机关", max_length=200, default="", blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    cells_read = models.PositiveSmallIntegerField("读到的格", default=0)
    cells_total = models.PositiveSmallIntegerField("应有的格", default=0)
    uncertain = models.PositiveSmallIntegerField("没有把握的格", default=0)
    errors = models.PositiveSmallIntegerField("错误", default=0)
    warnings = models.PositiveSmallIntegerField("警告", default=0)
    hints = models.PositiveSmallIntegerField("提示", default=0)
    changes = models.PositiveSmallIntegerField("建议改动的格", default=0)
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="核对用的上一年报告"
    )
    document = models.TextField("结果")

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "体检报告"
        verbose_name_plural = verbose_name
        ordering = ("file", "number")
        constraints = (models.UniqueConstraint(fields=("file", "number"), name="reports_report_number_once"),)

    def __str__(self) -> str:
        return f"{self.file_id}-{self.number}"
