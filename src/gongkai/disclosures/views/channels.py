"""Channels of an agency, and the outbox: what goes where, how it stands, what a person can do."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.audit.selectors import history_of
from gongkai.disclosures.adapters import ADAPTERS, LABELS
from gongkai.disclosures.adapters.base import NotDone
from gongkai.disclosures.forms.channels import (
    ByHandForm,
    ChannelEditForm,
    ChannelForm,
    CloseForm,
    FilterForm,
    ReasonForm,
    VersionForm,
)
from gongkai.disclosures.models import Channel, Delivery
from gongkai.disclosures.selectors import channels as selectors
from gongkai.disclosures.services import channels as services
from gongkai.disclosures.services import deliveries
from gongkai.kit import clock, store, worker
from gongkai.kit.access import ClerkRequest, requires
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab import PublicationChannel
from gongkai.statute.vocab.roles import Perm

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
_CLOSE = "close_%s"
"""Ids of the second form of a channel's page."""
KINDS = {kind.code: kind.label for kind in PublicationChannel}
SUMMARY = (
    (selectors.BY_HAND_WAITING, "等候人工登记"),
    (Delivery.WAITING, "等候推送"),
    (Delivery.SENDING, "正在推送"),
    (Delivery.FAILED, "将重试"),
    (Delivery.STOPPED, "需要人工处理"),
)


@requires(Perm.CHANNEL_MANAGE)
@require_GET
def listed(request: ClerkRequest) -> HttpResponse:
    """The agency's channels, and what waits on each."""
    found = list(selectors.channels(request.clerk.agency_id))
    waiting = selectors.waiting_on(found)
    lines = [
        {
            "channel": channel,
            "kind": KINDS.get(channel.kind, channel.kind),
            "adapter": LABELS.get(channel.adapter, channel.adapter),
            "account": channel.settings.get("appid") or channel.settings.get("folder") or "",
            "open": sum(waiting.get(channel.pk, {}).values()),
            "stopped": waiting.get(channel.pk, {}).get(Delivery.STOPPED, 0),
        }
        for channel in found
    ]
    return render(request, "disclosures/channels/list.html", {"lines": lines})


@requires(Perm.CHANNEL_MANAGE)
@require_http_methods(["GET", "POST"])
def new(request: ClerkRequest) -> HttpResponse:
    """A new channel."""
    form = ChannelForm(request.POST or None, initial={"kind": "wechat"})
    if request.method == "POST" and form.is_valid():
        try:
            channel = services.open_channel(form.facts(), by=request.clerk)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已增加渠道“{channel.name}”。")
            return redirect("disclosures:channel", pk=channel.pk)
    status = REFUSED if request.method == "POST" else HTTPStatus.OK
    return render(request, "disclosures/channels/new.html", {"form": form}, status=status)


@requires(Perm.CHANNEL_MANAGE)
@require_http_methods(["GET", "POST"])
def page(request: ClerkRequest, pk: int) -> HttpResponse:
    """One channel: see it, change it."""
    channel = selectors.channel(pk, request.clerk)
    form = ChannelEditForm(request.POST or None, initial=_initial(channel))
    if request.method == "POST":
        return _done(
            request,
            channel,
            form,
            "渠道已修改。",
            lambda: services.edit(pk, form.facts(), version=form.cleaned_data["version"], by=request.clerk),
        )
    return _page(request, channel, form)


@requires(Perm.CHANNEL_MANAGE)
@require_POST
def close(request: ClerkRequest, pk: int) -> HttpResponse:
    """No longer offered."""
    form = CloseForm(request.POST, auto_id=_CLOSE)
    return _done(
        request,
        selectors.channel(pk, request.clerk),
        form,
        "渠道已停用。",
        lambda: services.close(
            pk, on=form.cleaned_data["on"], version=form.cleaned_data["version"], by=request.clerk
        ),
    )


@requires(Perm.CHANNEL_MANAGE)
@require_POST
def reopen(request: ClerkRequest, pk: int) -> HttpResponse:
    """Offered again."""
    form = VersionForm(request.POST)
    return _done(
        request,
        selectors.channel(pk, request.clerk),
        form,
        "渠道已重新启用。",
        lambda: services.reopen(pk, version=form.cleaned_data["version"], by=request.clerk),
    )


@requires(Perm.CHANNEL_MANAGE)
@require_POST
def test(request: ClerkRequest, pk: int) -> HttpResponse:
    """Try the connection; nothing is published."""
    try:
        messages.success(request, services.test(pk, by=request.clerk))
    except NotDone as fault:
        messages.error(request, str(fault.problem))
    except GongkaiError as refusal:
        messages.error(request, str(refusal))
    return redirect("disclosures:channel", pk=pk)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def outbox(request: ClerkRequest) -> HttpResponse:
    """Every delivery, narrowed as asked; how many are in which open state."""
    form = FilterForm(request.GET, agency=request.clerk.agency_id)
    values = form.cleaned_data if form.is_valid() else {}
    channel = values.get("channel")
    asked = selectors.Asked(values.get("state", ""), channel.pk if channel else None, values.get("text", ""))
    shown = Paginator(selectors.listed(request.clerk, asked), selectors.PAGE).get_page(request.GET.get("page"))
    counts = selectors.counts(request.clerk)
    query = urlencode({name: value for name, value in request.GET.items() if name != "page" and value})
    context = {
        "form": form,
        "page": shown,
        "query": query,
        "summary": [(code, label, counts[code]) for code, label in SUMMARY],
    }
    return render(request, "disclosures/channels/outbox.html", context)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def delivery(request: ClerkRequest, pk: int) -> HttpResponse:
    """One delivery and what may be done with it."""
    return _delivery(request, selectors.delivery(pk, request.clerk))


@requires(Perm.DISCLOSURE_READ)
@require_GET
def evidence(request: ClerkRequest, pk: int) -> HttpResponseBase:
    """The file that proves what a person registered."""
    found = selectors.delivery(pk, request.clerk)
    if not found.evidence:
        raise Http404
    return FileResponse(store.opened(found.evidence), as_attachment=True, filename=found.evidence_name)


@requires(Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE)
@require_POST
def retry(request: ClerkRequest, pk: int) -> HttpResponse:
    """Try now."""
    return _acted(request, pk, None, "已安排立即推送。", lambda: deliveries.retry(pk, by=request.clerk))


@requires(Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE)
@require_POST
def by_hand(request: ClerkRequest, pk: int) -> HttpResponse:
    """Register what a person did at the channel."""
    found = selectors.delivery(pk, request.clerk)
    form = ByHandForm(request.POST, request.FILES, needs_address=found.action != "withdraw", auto_id="hand_%s")

    def do() -> object:
        file = form.cleaned_data["evidence"]
        proof = (file.name, file.read()) if file else None
        values = form.cleaned_data
        return deliveries.by_hand(pk, values["address"], on=values["on"], by=request.clerk, evidence=proof)

    return _acted(request, pk, form, "已登记。", do)


@requires(Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE)
@require_POST
def cancel(request: ClerkRequest, pk: int) -> HttpResponse:
    """Leave the channel as it is."""
    form = ReasonForm(request.POST, auto_id="cancel_%s")
    return _acted(
        request,
        pk,
        form,
        "已停止推送。",
        lambda: deliveries.cancel(pk, form.cleaned_data["reason"], by=request.clerk),
    )


def _initial(channel: Channel) -> dict[str, object]:
    account = channel.settings.get("appid") or channel.settings.get("folder") or ""
    stated = {name: getattr(channel, name) for name in ("name", "kind", "adapter", "is_default", "version")}
    return {**stated, "account": account}


def _done(
    request: ClerkRequest, channel: Channel, form: forms.Form, says: str, do: Callable[[], object]
) -> HttpResponse:
    if form.is_valid():
        try:
            do()
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, says)
            return redirect("disclosures:channel", pk=channel.pk)
    return _page(request, channel, form, REFUSED)


def _page(request: ClerkRequest, channel: Channel, form: forms.Form, status: int = HTTPStatus.OK) -> HttpResponse:
    edits = form if isinstance(form, ChannelEditForm) else ChannelEditForm(initial=_initial(channel))
    closes = form if isinstance(form, CloseForm) else CloseForm(initial=_closing(channel), auto_id=_CLOSE)
    context = {
        "channel": channel,
        "kind": KINDS.get(channel.kind, channel.kind),
        "adapter": LABELS.get(channel.adapter, channel.adapter),
        "account": _initial(channel)["account"],
        "edit": edits,
        "close": closes,
        "form": form,
        "served": channel.adapter in ADAPTERS and channel.adapter != "site",
        "is_site": channel.adapter == "site",
    }
    return render(request, "disclosures/channels/page.html", context, status=status)


def _closing(channel: Channel) -> dict[str, object]:
    return {"on": clock.today(), "version": channel.version}


def _acted(
    request: ClerkRequest, pk: int, form: forms.Form | None, says: str, do: Callable[[], object]
) -> HttpResponse:
    found = selectors.delivery(pk, request.clerk)
    if form is None or form.is_valid():
        try:
            do()
        except GongkaiError as refusal:
            if form is None:
                raise
            form.add_error(None, str(refusal))
        else:
            worker.wake()
            messages.success(request, says)
            return redirect("disclosures:delivery", pk=pk)
    return _delivery(request, found, form, REFUSED)


def _delivery(
    request: ClerkRequest, found: Delivery, form: forms.Form | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    by, own = request.clerk, found.channel.agency_id == request.clerk.agency_id
    served = found.channel.adapter in ADAPTERS
    site = found.channel.adapter == "site"
    may_act = own and not site and by.can(Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE)
    open_now = found.state in {Delivery.WAITING, Delivery.FAILED, Delivery.STOPPED}
    context = {
        "delivery": found,
        "kind": KINDS.get(found.channel.kind, found.channel.kind),
        "adapter": LABELS.get(found.channel.adapter, found.channel.adapter),
        "may_retry": may_act and served and (open_now or found.state == Delivery.CANCELLED),
        "may_cancel": may_act and open_now,
        "may_register": own
        and not site
        and found.state != Delivery.SENDING
        and by.can(Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE),
        "hand": form
        if isinstance(form, ByHandForm)
        else ByHandForm(
            initial={"on": clock.today(), "address": found.address},
            needs_address=found.action != "withdraw",
            auto_id="hand_%s",
        ),
        "reason": form if isinstance(form, ReasonForm) else ReasonForm(auto_id="cancel_%s"),
        "form": form,
        "history": history_of("disclosures.delivery", found.pk),
    }
    return render(request, "disclosures/channels/delivery.html", context, status=status)
