"""Columns of the platform: what belongs where, who keeps it, how old it may grow."""

import uuid

from django.db import models
from django.db.models import F, Q

from gongkai.disclosures.models.editing import Edited
from gongkai.kit.keep import kept


@kept
class Column(Edited):
    """A column (栏目) of an agency. `kind` decides the update limit unless `max_idle_days` says otherwise.

    `section` is one of the platform's parts: guide, institution, statutory, report, request. `article` is the item
    of articles 20 and 21 that it answers to. `latest_on` and `items` are an index over what is published in it.
    """

    SECTIONS = (
        ("guide", "政府信息公开指南"),
        ("institution", "政府信息公开制度"),
        ("statutory", "法定主动公开内容"),
        ("report", "政府信息公开年报"),
        ("request", "依申请公开"),
    )

    key = models.UUIDField("公开编号", default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="columns", verbose_name="机关")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级栏目"
    )
    name = models.CharField("名称", max_length=64)
    slug = models.SlugField("网址短名", max_length=64)
    section = models.CharField("版块", max_length=16, choices=SECTIONS, default="statutory")
    kind = models.CharField("类别", max_length=16)
    article = models.CharField("条例条项", max_length=32, blank=True, default="")
    description = models.CharField("说明", max_length=200, blank=True, default="")
    owner = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, blank=True, related_name="columns", verbose_name="维护岗位"
    )
    max_idle_days = models.PositiveSmallIntegerField("更新时限（日）", null=True, blank=True)
    empty_reason = models.CharField("暂无内容的原因", max_length=200, blank=True, default="")
    order = models.PositiveIntegerField("排序", default=0)
    closed_on = models.DateField("停用日期", null=True, blank=True)
    latest_on = models.DateField("最近发布日期", null=True, blank=True)
    items = models.PositiveIntegerField("已发布条数", default=0)

    class Meta:
        """Names, and what is true of every row."""

        verbose_name = "栏目"
        verbose_name_plural = verbose_name
        ordering = ("agency", "order", "id")
        constraints = (
            models.UniqueConstraint(fields=("agency", "slug"), name="disclosures_column_slug_once"),
            models.CheckConstraint(
                name="disclosures_column_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
        )
        indexes = (
            models.Index(fields=("agency", "kind", "latest_on"), name="disclosures_column_fresh"),
        )  # the watch

    def __str__(self) -> str:
        return self.name
