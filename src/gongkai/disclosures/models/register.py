"""The register of normative documents and rules: what happened to each, so that validity is a function."""

from django.db import models

from gongkai.kit.keep import record


@record
class DocumentEvent(models.Model):
    """Made, revised, repealed, declared invalid or expired, from a day on."""

    KINDS = (
        ("made", "制发"),
        ("revised", "修改"),
        ("repealed", "废止"),
        ("invalidated", "宣布失效"),
        ("expired", "有效期届满"),
        ("extended", "延长有效期"),
    )

    item = models.ForeignKey(
        "disclosures.Item", models.PROTECT, related_name="document_events", verbose_name="文件"
    )
    kind = models.CharField("事项", max_length=12, choices=KINDS)
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
        return f"{self.on} {self.get_kind_display()}"
