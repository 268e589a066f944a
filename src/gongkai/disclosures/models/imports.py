"""Bulk import of an office's ledger: the file, the mapping of its columns, and each row's verdict."""

import uuid

from django.db import models

from gongkai.kit.keep import kept


@kept
class LedgerImport(models.Model):
    """One ledger from upload to import. Rows are judged first; only a ledger without a refused row is taken in."""

    STATES = (
        ("uploaded", "待对应列"),
        ("checking", "正在检查"),
        ("refused", "需要改正"),
        ("checked", "可以导入"),
        ("importing", "正在导入"),
        ("imported", "已导入"),
        ("abandoned", "已放弃"),
    )

    key = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name="导入人")
    post = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+", verbose_name="岗位")
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("字节数", default=0)
    digest = models.CharField("文件摘要", max_length=64)
    sheet = models.CharField("工作表", max_length=100, blank=True, default="")
    heading_row = models.PositiveSmallIntegerField("标题行", default=1)
    mapping = models.JSONField("列对应", default=dict, blank=True)
    sheets = models.JSONField("各工作表前几行", default=list, blank=True)
    unknown = models.JSONField("没有对应的栏目和渠道", default=dict, blank=True)
    preview = models.JSONField("读出的前几条", default=list, blank=True)
    state = models.CharField("状态", max_length=10, choices=STATES, default="uploaded")
    claimed_by = models.CharField("由谁处理", max_length=80, blank=True, default="")
    claimed_until = models.DateTimeField("占用到", null=True, blank=True)
    cancel_asked = models.BooleanField("要求取消", default=False)
    rows = models.PositiveIntegerField("行数", default=0)
    done = models.PositiveIntegerField("已处理行数", default=0)
    refused = models.PositiveIntegerField("有问题的行数", default=0)
    created_at = models.DateTimeField("上传时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    problem = models.CharField("问题", max_length=400, blank=True, default="")

    class Meta:
        """Names."""

        verbose_name = "台账导入"
        verbose_name_plural = verbose_name
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("agency", "id"), name="disclosures_ledger_agency"),  # the office's list
            models.Index(fields=("state", "id"), name="disclosures_ledger_queue"),  # the worker's queue
        )

    def __str__(self) -> str:
        return self.name


class LedgerRow(models.Model):
    """A row that was refused, with every reason: the exact report. Rows that are in order leave none."""

    ledger = models.ForeignKey(LedgerImport, models.CASCADE, related_name="refusals", verbose_name="台账")
    number = models.PositiveIntegerField("表中第几行")
    column = models.CharField("列", max_length=100, blank=True, default="")
    value = models.CharField("内容", max_length=200, blank=True, default="")
    code = models.CharField("编号", max_length=8)
    says = models.CharField("原因", max_length=400)

    class Meta:
        """Names."""

        verbose_name = "有问题的行"
        verbose_name_plural = verbose_name
        ordering = ("ledger", "number", "id")

    def __str__(self) -> str:
        return f"第{self.number}行 {self.says}"
