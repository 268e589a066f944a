"""The site as a Django application: its checks, and the guards of what is registered."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from gongkai.kit import keep


class SiteConfig(AppConfig):
    """Registers the system checks; sets the guards after migrations."""

    name = "gongkai.site"
    label = "gongkai_site"
    verbose_name = "站点"

    def ready(self) -> None:
        """Load the checks once the applications are there."""
        from gongkai.site import checks  # noqa: F401

        post_migrate.connect(_guard, dispatch_uid="gongkai.keep")


def _guard(sender: AppConfig, using: str, **given: object) -> None:
    """Tables are there: the database refuses from now on to delete what is registered."""
    keep.guard(connections[using], sender.label)
