"""The reports slice as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """年度报告."""

    name = "gongkai.reports"
    label = "reports"
    verbose_name = "年度报告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the background work."""
        from gongkai.reports import tasks

        tasks.register()
