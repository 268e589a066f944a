"""The slice as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """审计."""

    name = "gongkai.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        """Register the background work."""
        from gongkai.audit import tasks

        tasks.register()
