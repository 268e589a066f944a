"""The public site as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """公开平台."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "公开平台"
