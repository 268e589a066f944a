"""先审查后公开: chains of review, signatures, and what was decided about the remarks of the automatic check."""

from django.db import models
from django.db.models import Q

from gongkai.kit.keep import kept, record
from gongkai.statute.disclosures import ReviewStep


@kept
class ReviewChain(models.Model):
    """The steps for an agency, or for one of its columns. `steps` is a list of {"step", "role"} in order.

    Chains are not changed: a new one replaces it from then on; rounds begun keep the steps they began with.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    column = models.ForeignKey(
        "disclosures.Column", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="栏目"
    )
    steps = models.JSONField("环节")
    made_at = models.DateTimeField("启用时间")
    replaced_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "审查流程"
        verbose_name_plural = verbose_name
        constraints = (
            models.UniqueConstraint(
                fields=("agency",),
                condition=Q(column=None, replaced_at=None),
                name="disclosures_chain_of_agency_once",
            ),
            models.UniqueConstraint(
                fields=("column",), condition=Q(replaced_at=None), name="disclosures_chain_of_column_once"
            ),
        )

    def __str__(self) -> str:
        return " → ".join(step["step"] for step in self.steps)


@record
class Signature(models.Model):
    """One decision in a round of review: signed, or sent back with a reason. Covers the revision's digest."""

    SIGNED, SENT_BACK = "signed", "sent_back"
    DECISIONS = ((SIGNED, "同意"), (SENT_BACK, "退回"))

    item = models.ForeignKey("disclosures.Item", models.PROTECT, related_name="signatures", verbose_name="信息")
    revision = models.ForeignKey("disclosures.Revision", models.PROTECT, related_name="+", verbose_name="稿件")
    round = models.PositiveSmallIntegerField("送审轮次")
    order = models.PositiveSmallIntegerField("第几环节")
    step = models.CharField("环节", max_length=16)
    decision = models.CharField("结论", max_length=10, choices=DECISIONS)
    opinion = models.CharField("意见", max_length=400, blank=True, default="")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name="审查人")
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+", verbose_name="岗位")
    principal = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="委托人"
    )
    signed_at = models.DateTimeField("时间")
    digest = models.CharField("所签稿件摘要", max_length=64)

    class Meta:
        """Names, and what is true of every row: a step is signed once, and no one signs twice in a round."""

        verbose_name = "审查意见"
        verbose_name_plural = verbose_name
        ordering = ("item", "round", "order", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "round", "order"),
                condition=Q(decision="signed"),
                name="disclosures_step_signed_once",
            ),
            models.UniqueConstraint(
                fields=("item", "round", "person"),
                condition=Q(decision="signed"),
                name="disclosures_person_signs_once",
            ),
            models.UniqueConstraint(
                fields=("item", "round", "principal"),
                condition=Q(decision="signed"),
                name="disclosures_principal_signs_once",
            ),
            models.CheckConstraint(
                name="disclosures_sent_back_with_reason", condition=Q(decision="signed") | ~Q(opinion="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.step_label} {self.get_decision_display()}"

    @property
    def step_label(self) -> str:
        """The step in Chinese."""
        return ReviewStep(self.step).label


@record
class PrecheckDecision(models.Model):
    """What a person decided about one remark of the automatic check, so that it is asked once and kept."""

    DECISIONS = (("accepted", "已核实，可以公开"), ("fixed", "已修改"))

    item = models.ForeignKey("disclosures.Item", models.PROTECT, related_name="decisions", verbose_name="信息")
    code = models.CharField("提示编号", max_length=8)
    fingerprint = models.CharField("提示摘要", max_length=64)
    decision = models.CharField("处理", max_length=10, choices=DECISIONS)
    reason = models.CharField("理由", max_length=200)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", verbose_name="处理人")
    decided_at = models.DateTimeField("时间")

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "预检处理"
        verbose_name_plural = verbose_name
        constraints = (
            models.UniqueConstraint(fields=("item", "code", "fingerprint"), name="disclosures_remark_decided_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.get_decision_display()}"


@kept
class WordingTerm(models.Model):
    """A misprint or non-standard term that an agency adds to the list, or switches off."""

    LEVELS = (("warning", "可能的错字"), ("hint", "建议用语"))

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    wrong = models.CharField("原词", max_length=64)
    right = models.CharField("建议用语", max_length=64, blank=True, default="")
    reason = models.CharField("说明", max_length=200, blank=True, default="")
    level = models.CharField("级别", max_length=8, choices=LEVELS, default="warning")
    unless = models.JSONField("这些词中不提示", default=list, blank=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "错敏词"
        verbose_name_plural = verbose_name
        constraints = (models.UniqueConstraint(fields=("agency", "wrong"), name="disclosures_term_once"),)

    def __str__(self) -> str:
        return f"{self.wrong}→{self.right}"
