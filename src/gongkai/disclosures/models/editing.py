"""What several people edit: the version counts every act, and the last one is named."""

from django.db import models


class Edited(models.Model):
    """`version` is counted up by every act, so that two editors never overwrite each other unseen."""

    version = models.PositiveIntegerField("版本", default=0)
    changed_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="最近修改人"
    )
    changed_at = models.DateTimeField("最近修改时间", null=True, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True
