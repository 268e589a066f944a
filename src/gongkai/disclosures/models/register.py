"""The register of normative documents and rules: what happened to each, so that validity is a function."""

from django.db import models

from gongkai.kit.keep import record
from gongkai.statute.vocab import DocumentVerb
from gongkai.statute.written import written


@record
class DocumentEvent(models.Model):
    """What happened to a document, with effect from a day on; `valid_until` belongs to a term alone."""

    item = models.ForeignKey(
        "disclosures.Item", models.PROTECT, related_name="document_events", verbose_name="文件"
    )
    kind = models.CharField("事项", max_length=16, choices=DocumentVerb.choices())
    on = models.DateField("日期")
    valid_until = models.DateField("有效期至（含当日）", null=True, blank=True)
    successor = models.ForeignKey(
        "disclosures.Item", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="替代文件"
    )
    basis = models.CharField("依据", max_length=200, blank=True, default="")

    class Meta:
        """Names, and the index of table two's counts."""

        verbose_name = "文件效力变动"
        verbose_name_plural = verbose_name
        ordering = ("item", "on", "id")
        indexes = (
            models.Index(fields=("kind", "on"), name="disclosures_event_day"),
        )  # made and repealed in a year

    def __str__(self) -> str:
        return f"{written(self.on)} {self.get_kind_display()}"
