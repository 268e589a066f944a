"""Acts on channels: add, edit, close, open again (条例第二十三条). No secret is among the settings."""

import re
from dataclasses import dataclass
from datetime import date

from gongkai.audit.selectors import last_by
from gongkai.audit.services import act, record
from gongkai.disclosures import channel_errors as errors
from gongkai.disclosures.adapters import ADAPTERS, BY_HAND, LABELS
from gongkai.disclosures.adapters.folder import NAME
from gongkai.disclosures.models import Channel
from gongkai.disclosures.selectors import channels as selectors
from gongkai.disclosures.services.publication import SITE
from gongkai.kit import clock
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.written import written

APPID = re.compile(r"wx[0-9a-zA-Z]{6,30}")
# Way of serving → the one setting it needs, what it is called, how it is written, what to do.
NEEDS = {
    "wechat": ("appid", "AppID", APPID, "请从公众平台“设置与开发—基本配置”抄录，以 wx 开头"),
    "folder": ("folder", "文件夹名", NAME, "只用小写字母、数字和连字符，例如 site-news"),
}


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What a clerk states about a channel; `account` is the AppID or the folder's name."""

    name: str
    kind: str
    adapter: str = BY_HAND
    account: str = ""
    is_default: bool = False


@act("channel.open", "增加渠道")
def open_channel(facts: ChannelFacts, *, by: Clerk) -> Channel:
    """A new channel. Raises DSC-3702, DSC-3705, DSC-3706."""
    _check_duty(by)
    channel = Channel(agency_id=by.agency_id)
    changes = _state(channel, facts)
    _save(channel, by)
    record(channel, by=by, cite=OGI(23), changes=changes)
    return channel


@act("channel.edit", "修改渠道")
def edit(pk: int, facts: ChannelFacts, *, version: int, by: Clerk) -> Channel:
    """Change what is stated. Raises DSC-3701, DSC-3702, DSC-3703, DSC-3704, DSC-3705, DSC-3706."""
    channel = _open_channel(pk, by, "修改")
    _check_version(channel, version)
    if channel.adapter == SITE:
        raise errors.SiteStays(name=channel.name)
    changes = _state(channel, facts)
    _save(channel, by)
    record(channel, by=by, changes=changes)
    return channel


@act("channel.close", "停用渠道")
def close(pk: int, *, on: date, version: int, by: Clerk) -> Channel:
    """It is no longer offered; what is under way on it is finished. Raises DSC-3701, DSC-3703, DSC-3704."""
    channel = _open_channel(pk, by, "停用")
    _check_version(channel, version)
    if channel.adapter == SITE:
        raise errors.SiteStays(name=channel.name)
    channel.closed_on, channel.is_default = on, False
    _save(channel, by)
    record(channel, by=by, on=on, changes={"closed_on": (None, on)})
    return channel


@act("channel.reopen", "重新启用渠道")
def reopen(pk: int, *, version: int, by: Clerk) -> Channel:
    """Use a closed channel again. Raises DSC-3701, DSC-3703."""
    _check_duty(by)
    channel = selectors.channel_for_update(pk, by)
    if channel.closed_on is None:
        raise errors.ChannelClosed(name=channel.name, state="在用", verb="重新启用")
    _check_version(channel, version)
    old, channel.closed_on = channel.closed_on, None
    _save(channel, by)
    record(channel, by=by, changes={"closed_on": (old, None)})
    return channel


def test(pk: int, *, by: Clerk) -> str:
    """Try the connection; what was found, in words. Raises DSC-3707, DSC-39nn. Changes nothing, so is no act."""
    _check_duty(by)
    channel = selectors.channel(pk, by)
    if channel.adapter not in ADAPTERS:
        raise errors.NothingToTest(name=channel.name)
    return ADAPTERS[channel.adapter].test(selectors.account_of(channel))


def _state(channel: Channel, facts: ChannelFacts) -> dict[str, tuple[object, object]]:
    """Put the facts on the row; the changes."""
    if Channel.objects.filter(agency=channel.agency_id, name=facts.name).exclude(pk=channel.pk).exists():
        raise errors.ChannelTwice(name=facts.name)
    new: dict[str, object] = {
        "name": facts.name,
        "kind": facts.kind,
        "adapter": facts.adapter,
        "settings": _settings(channel, facts),
        "is_default": facts.is_default,
    }
    changes = {
        name: (getattr(channel, name), value) for name, value in new.items() if getattr(channel, name) != value
    }
    if "settings" in changes:
        channel.remote = {}
    for name, value in new.items():
        setattr(channel, name, value)
    return changes


def _settings(channel: Channel, facts: ChannelFacts) -> dict[str, str]:
    if facts.adapter == BY_HAND:
        return {}
    name, label, form, how = NEEDS[facts.adapter]
    if not form.fullmatch(facts.account):
        raise errors.SettingNeeded(adapter=LABELS[facts.adapter], what=label, how=how)
    others = Channel.objects.filter(adapter=facts.adapter, **{f"settings__{name}": facts.account}).exclude(
        pk=channel.pk
    )
    if facts.adapter == "folder":  # each agency has folders of its own; an account is one in the world
        others = others.filter(agency=channel.agency_id)
    if other := others.first():
        shown = other.name if other.agency_id == channel.agency_id else "（其他机关的渠道）"
        raise errors.AccountTaken(what=label, value=facts.account, name=shown)
    return {name: facts.account}


def _open_channel(pk: int, by: Clerk, verb: str) -> Channel:
    _check_duty(by)
    channel = selectors.channel_for_update(pk, by)
    if channel.closed_on:
        raise errors.ChannelClosed(name=channel.name, state=f"已于{written(channel.closed_on)}停用", verb=verb)
    return channel


def _check_version(channel: Channel, version: int) -> None:
    if channel.version != version:
        raise errors.ChannelStale(name=channel.name, person=last_by(channel), at=channel.changed_at or "刚才")


def _check_duty(by: Clerk) -> None:
    if not by.can(Perm.CHANNEL_MANAGE):
        raise NotYourDuty(post=by.post)


def _save(channel: Channel, by: Clerk) -> None:
    channel.version += 1
    channel.changed_by_id, channel.changed_at = by.person_id, clock.now()
    channel.save()
