"""The site as a Django application: its checks."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registers the system checks."""

    name = "gongkai.site"
    label = "gongkai_site"
    verbose_name = "站点"

    def ready(self) -> None:
        """Load the checks once the applications are there."""
        from gongkai.site import checks  # noqa: F401
