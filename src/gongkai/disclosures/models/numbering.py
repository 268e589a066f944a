"""索引号: the template of each agency, and the counters from which numbers are taken without gaps."""

from django.db import models

from gongkai.kit.keep import kept


@kept
class NumberScheme(models.Model):
    """How an agency's index numbers are made; one without a scheme uses the default template.

    `values` holds what neither the agency nor the item states: place, department, category, group, agency.
    """

    agency = models.OneToOneField("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    template = models.CharField("索引号模板", max_length=100)
    values = models.JSONField("各项的值", default=dict, blank=True)

    class Meta:
        """Names."""

        verbose_name = "索引号规则"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.template


@kept
class NumberCounter(models.Model):
    """The last serial given, one row a series of an agency: locked in the transaction that takes a number."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    series = models.CharField("序列", max_length=200)
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "编号序列"
        verbose_name_plural = verbose_name
        constraints = (models.UniqueConstraint(fields=("agency", "series"), name="disclosures_series_once"),)

    def __str__(self) -> str:
        return self.series
