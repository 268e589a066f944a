"""The search index as a Django application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """检索."""

    name = "gongkai.kit.search"
    label = "search"
    verbose_name = "检索"
    default_auto_field = "django.db.models.BigAutoField"
