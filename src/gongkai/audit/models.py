"""The chain: each entry holds the digest of the one before it; every day the heads of all chains are sealed."""

from django.db import models

from gongkai.kit.keep import kept, record


@kept
class Chain(models.Model):
    """The entries of one agency, in order. `agency` is the agency's key; 0 is the platform itself."""

    agency = models.BigIntegerField("机关", unique=True)
    label = models.CharField("机关名称", max_length=200, default="", blank=True)
    length = models.BigIntegerField("条数", default=0)
    head = models.CharField("链首摘要", max_length=64, default="", blank=True)

    class Meta:
        """Names."""

        verbose_name = "审计链"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.label or str(self.agency)


@record
class Entry(models.Model):
    """One act. `body` is the canonical JSON that the digest covers; the columns are an index over it."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries", verbose_name="审计链")
    number = models.BigIntegerField("序号")
    recorded_at = models.DateTimeField("记录时间")
    act = models.CharField("行为", max_length=64)
    person_id = models.BigIntegerField("人员", null=True)
    subject_type = models.CharField("对象类别", max_length=64)
    subject_id = models.CharField("对象编号", max_length=64)
    body = models.TextField("内容")
    algorithm = models.CharField("摘要算法", max_length=8)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        """Names, what is true of every row, and the indexes with their users."""

        verbose_name = "审计记录"
        verbose_name_plural = verbose_name
        ordering = ("chain", "number")
        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="audit_entry_number_once"),)
        indexes = (
            models.Index(
                fields=("subject_type", "subject_id", "id"), name="audit_entry_subject"
            ),  # history of one thing
            models.Index(fields=("recorded_at",), name="audit_entry_time"),  # the auditor's list by date
            models.Index(fields=("person_id", "id"), name="audit_entry_person"),  # what one person did
        )

    def __str__(self) -> str:
        return f"{self.chain_id}-{self.number}"


class Submission(models.Model):
    """A form that was sent from a page and the act that came of it, so that sending it again does nothing again.

    It is written in the transaction of the act and goes after a day; it is no record of its own.
    """

    digest = models.CharField("表单的摘要", max_length=64, unique=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="审计记录")
    location = models.CharField("随后的页面", max_length=500, blank=True, default="")
    made_at = models.DateTimeField("办理时间", db_index=True)  # the worker forgets the old ones

    class Meta:
        """Names."""

        verbose_name = "已办理的表单"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.digest


@record
class Seal(models.Model):
    """The heads of all chains at the end of a day, chained to the seal before."""

    day = models.DateField("日期", unique=True)
    sealed_at = models.DateTimeField("封存时间")
    heads = models.TextField("各链首")
    algorithm = models.CharField("摘要算法", max_length=8)
    previous = models.CharField("上一封存摘要", max_length=64, blank=True)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        """Names."""

        verbose_name = "每日封存"
        verbose_name_plural = verbose_name
        ordering = ("day",)

    def __str__(self) -> str:
        return str(self.day)
