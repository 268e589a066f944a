"""The slice as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """账号与岗位."""

    name = "gongkai.accounts"
    label = "accounts"
    verbose_name = "账号与岗位"

    def ready(self) -> None:
        """Register the background work."""
        from gongkai.accounts import tasks

        tasks.register()
