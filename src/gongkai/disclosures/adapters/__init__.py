"""How a channel is served: one module for each way. They know no database; what they are given is a value."""

from gongkai.disclosures.adapters.base import Adapter
from gongkai.disclosures.adapters.folder import FolderAdapter
from gongkai.disclosures.adapters.site import SiteAdapter
from gongkai.disclosures.adapters.wechat import WechatAdapter

BY_HAND = ""
"""A person publishes there and registers address and date."""
ADAPTERS: dict[str, Adapter] = {
    adapter.code: adapter for adapter in (SiteAdapter(), FolderAdapter(), WechatAdapter())
}
CHOICES = [(BY_HAND, "人工发布后登记"), *((code, ADAPTERS[code].label) for code in ("wechat", "folder"))]
LABELS = {BY_HAND: "人工登记", **{code: adapter.label for code, adapter in ADAPTERS.items()}}

__all__ = ["ADAPTERS", "BY_HAND", "CHOICES", "LABELS", "Adapter"]
