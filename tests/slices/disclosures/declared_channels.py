"""What channels and deliveries declare: addresses with who may use them, and every act."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai.disclosures.adapters.base import Done
from gongkai.disclosures.channel_errors import OutcomeUnknown
from gongkai.disclosures.models import Channel, Delivery
from gongkai.disclosures.services import channels, deliveries
from gongkai.disclosures.services.channels import ChannelFacts
from gongkai.kit import clock
from gongkai.statute.vocab.roles import Perm
from tests.slices.disclosures.builders import Office, published, the_office
from tests.world import Address, World

READ = frozenset({Perm.DISCLOSURE_READ})
MANAGE = frozenset({Perm.CHANNEL_MANAGE})
PUSH = frozenset({Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE})
REGISTER = PUSH | {Perm.DISCLOSURE_DRAFT}
WECHAT = ChannelFacts("港湾发布", "wechat", "wechat", "wx0123456789abcdef")
FOLDER = ChannelFacts("区政府网站", "website", "folder", "site-news")
WEIBO = ChannelFacts("政务微博", "weibo")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def a_channel(office: Office, facts: ChannelFacts = WEIBO) -> Channel:
    """A channel of the office; where another bears the name, its number is added."""
    bearing = Channel.objects.filter(agency=office.agency, name__startswith=facts.name).count()
    facts = replace(facts, name=f"{facts.name}{bearing + 1 if bearing else ''}")
    return channels.open_channel(facts, by=office.disclosure_officer)


def a_delivery(office: Office, facts: ChannelFacts = WEIBO) -> Delivery:
    """A published item that waits for a channel."""
    channel = a_channel(office, facts)
    item = published(office, channels=(channel.pk,))
    return Delivery.objects.select_related("channel__agency", "item").get(item=item, channel=channel)


def claimed(office: Office, facts: ChannelFacts = FOLDER) -> Delivery:
    """The same, in a worker's hands."""
    a_delivery(office, facts)
    found = deliveries.claim(clock.now())
    assert found is not None
    return found[0]


def proven(office: Office) -> Delivery:
    """Registered by hand, with a file."""
    day = clock.today()
    proof = ("截图.pdf", PDF)
    return deliveries.by_hand(
        a_delivery(office).pk, "https://weibo.com/1", on=day, by=office.handler, evidence=proof
    )


def _close(office: Office) -> Channel:
    channel = a_channel(office)
    return channels.close(channel.pk, on=clock.today(), version=channel.version, by=office.disclosure_officer)


def _channel(make: Callable[[Office], Channel] = a_channel) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": make(the_office(world)).pk}


def _delivery(make: Callable[[Office], Delivery] = a_delivery) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": make(the_office(world)).pk}


def _served(office: Office) -> Delivery:
    return a_delivery(office, FOLDER)


BOTH, POST = ("GET", "POST"), ("POST",)
ADDRESSES = [
    Address("disclosures:channels", MANAGE),
    Address("disclosures:channel_new", MANAGE, methods=BOTH),
    Address("disclosures:channel", MANAGE, _channel(), methods=BOTH, own=True),
    Address("disclosures:channel_close", MANAGE, _channel(), methods=POST, own=True),
    Address("disclosures:channel_reopen", MANAGE, _channel(_close), methods=POST, own=True),
    Address("disclosures:channel_test", MANAGE, _channel(), methods=POST, own=True),
    Address("disclosures:deliveries", READ),
    Address("disclosures:delivery", READ, _delivery(), own=True),
    Address("disclosures:delivery_evidence", READ, _delivery(proven), own=True),
    Address("disclosures:delivery_retry", PUSH, _delivery(_served), methods=POST, own=True),
    Address("disclosures:delivery_by_hand", REGISTER, _delivery(), methods=POST, own=True),
    Address("disclosures:delivery_cancel", PUSH, _delivery(), methods=POST, own=True),
]


def _edit(office: Office) -> None:
    channel = a_channel(office)
    facts = ChannelFacts("政务微博（新）", "weibo")
    channels.edit(channel.pk, facts, version=channel.version, by=office.disclosure_officer)


def _reopen(office: Office) -> None:
    channel = _close(office)
    channels.reopen(channel.pk, version=channel.version, by=office.disclosure_officer)


def _done(office: Office) -> None:
    mine = claimed(office)
    deliveries.delivered(mine, Done(mine.action, mine.version, address="outgoing/1.html"))


_DO: dict[str, Callable[[Office], object]] = {
    "channel.open": a_channel,
    "channel.edit": _edit,
    "channel.close": _close,
    "channel.reopen": _reopen,
    "delivery.done": _done,
    "delivery.stop_failed": lambda o: deliveries.needs_person(claimed(o), OutcomeUnknown(channel="区政府网站")),
    "delivery.retry": lambda o: deliveries.retry(_served(o).pk, by=o.disclosure_officer),
    "delivery.by_hand": proven,
    "delivery.cancel": lambda o: deliveries.cancel(a_delivery(o).pk, "不再使用", by=o.disclosure_officer),
}
ACTS = {
    code: (lambda world, do=do: do(the_office(world))) for code, do in _DO.items()
}  # fmt: skip
