"""The slice's background work, a module for each matter."""

from gongkai.disclosures.tasks import channels, ledgers, links


def register() -> None:
    """Give the worker its work; called when the slice is ready."""
    channels.register()
    ledgers.register()
    links.register()
