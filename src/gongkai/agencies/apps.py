"""The slice as Django knows it."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """机关名录."""

    name = "gongkai.agencies"
    label = "agencies"
    verbose_name = "机关名录"
