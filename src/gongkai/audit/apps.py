"""The slice as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """审计."""

    name = "gongkai.audit"
    label = "audit"
    verbose_name = "审计"
