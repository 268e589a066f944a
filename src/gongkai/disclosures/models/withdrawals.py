"""A withdrawal that is approved in advance, for instance of a 公示 whose period will be over."""

from django.db import models


class PlannedWithdrawal(models.Model):
    """On `on` the item stops being public, with its notice. The row goes when that is done or called off.

    Who approved it, and when, stays with it: the worker that carries it out decides nothing.
    """

    item = models.OneToOneField(
        "disclosures.Item",
        models.PROTECT,
        primary_key=True,
        related_name="planned_withdrawal",
        verbose_name="信息",
    )
    on = models.DateField("停止公开的日期", db_index=True)  # the worker's queue
    notice = models.CharField("撤回说明", max_length=400)
    is_shown = models.BooleanField("在公开页面写明公开到哪一天", default=False)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name="批准人")
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+", verbose_name="岗位")
    approved_at = models.DateTimeField("批准时间")

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "定时撤回"
        verbose_name_plural = verbose_name
        constraints = (
            models.CheckConstraint(name="disclosures_planned_with_notice", condition=~models.Q(notice="")),
        )

    def __str__(self) -> str:
        return self.notice
