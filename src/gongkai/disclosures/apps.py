"""The slice as Django knows it."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    """主动公开."""

    name = "gongkai.disclosures"
    label = "disclosures"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Register the background work."""
        from gongkai.disclosures import tasks

        tasks.register()
