"""Acts that are asked for on a page of their own: what will follow is said before it is done."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.disclosures.forms.items import (
    DayForm,
    HourForm,
    NoticeForm,
    OpinionForm,
    PlannedWithdrawalForm,
    ReasonForm,
    planned,
)
from gongkai.disclosures.models import Item
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.services import items, publishing, review, withdrawals, working
from gongkai.disclosures.views.buttons import DRAFTER_ASKS, DROP, OFFICER_ASKS, SEND_BACK, Ask
from gongkai.disclosures.views.items import REFUSED, shown
from gongkai.kit import clock
from gongkai.kit.access import ClerkRequest, requires
from gongkai.kit.forms import Form
from gongkai.statute.disclosures import ItemVerb as V
from gongkai.statute.disclosures import ReviewStep
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab.roles import Perm

FORMS: dict[str, type[Form]] = {
    "": Form,
    "reason": ReasonForm,
    "day": DayForm,
    "hour": HourForm,
    "notice": NoticeForm,
    "planned": PlannedWithdrawalForm,
}


DO: dict[V, Callable[..., object]] = {
    V.SUBMIT: review.submit,
    V.TAKE_BACK: review.take_back,
    V.CANCEL: items.cancel,
    V.REDRAFT: items.redraft,
    V.PUBLISH: publishing.publish,
    V.SCHEDULE: publishing.schedule,
    V.UNSCHEDULE: publishing.unschedule,
    V.FILE: publishing.file,
    V.CORRECT: publishing.publish_correction,
    V.WITHDRAW: publishing.withdraw,
    V.SCHEDULE_WITHDRAWAL: withdrawals.schedule,
    V.UNSCHEDULE_WITHDRAWAL: withdrawals.unschedule,
    V.SEND_BACK: review.send_back,
    V.DROP: items.drop,
}
DONE = {
    V.SUBMIT: "已提交审查。",
    V.TAKE_BACK: "已取回，可以修改后重新提交。",
    V.CANCEL: "草稿已取消。",
    V.REDRAFT: "已回到起草中。",
    V.PUBLISH: "已发布，公众现在可以看到。",
    V.SCHEDULE: "已设定发布时间。",
    V.UNSCHEDULE: "已取消定时。",
    V.FILE: "已登记，不发布。",
    V.CORRECT: "更正已发布。",
    V.WITHDRAW: "已撤回，原地址显示撤回说明。",
    V.SCHEDULE_WITHDRAWAL: "已设定停止公开的日期，到时自动撤回。",
    V.UNSCHEDULE_WITHDRAWAL: "已取消定时撤回，信息继续公开。",
    V.SEND_BACK: "已退回，起草人会在工作台看到。",
    V.DROP: "已登记为不再发布。",
}


@requires(Perm.DISCLOSURE_DRAFT)
@require_http_methods(["GET", "POST"])
def by_drafter(request: ClerkRequest, key: UUID, verb: str) -> HttpResponse:
    """Submit, take back, cancel, draft again."""
    return _act(request, key, DRAFTER_ASKS.get(verb))


@requires(Perm.DISCLOSURE_PUBLISH)
@require_http_methods(["GET", "POST"])
def by_officer(request: ClerkRequest, key: UUID, verb: str) -> HttpResponse:
    """Publish now or at an hour, file, correct in public, withdraw now or on a day to come."""
    return _act(request, key, OFFICER_ASKS.get(verb))


@requires(Perm.DISCLOSURE_SIGN, Perm.DISCLOSURE_PUBLISH)
@require_http_methods(["GET", "POST"])
def send_back(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Send back with a reason."""
    return _act(request, key, SEND_BACK)


@requires(Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_PUBLISH)
@require_http_methods(["GET", "POST"])
def drop(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Nothing is published."""
    return _act(request, key, DROP)


@requires(Perm.DISCLOSURE_SIGN)
@require_http_methods(["GET", "POST"])
def sign(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Exactly what is signed, the remarks beside it, and the signature."""
    item = selectors.for_reading(key, request.clerk)
    form = OpinionForm(_given(request), initial=_awaited(item))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            step = ReviewStep(values["step"])
            item = review.sign(key, step, digest=values["digest"], opinion=values["opinion"], by=request.clerk)
        except ValueError as unknown:
            raise Http404 from unknown
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已办理“{step.label}”，现在是“{item.working_state.label}”。")
            return redirect("disclosures:item", key=key)
    context = shown(item, request) | {"form": form}
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "disclosures/review/sign.html", context, status=status)


def _awaited(item: Item) -> dict[str, object]:
    """What the signature would cover. Raises DSC-1001 when none is awaited."""
    working.permitted(item, item.working_state, V.SIGN)
    if item.latest is None:
        raise ValueError(item.pk)
    step = item.steps[item.next_step]["step"]
    return {"step": step, "digest": item.latest.digest, "opinion": "同意公开。", "label": ReviewStep(step).label}


def _given(request: ClerkRequest) -> QueryDict | None:
    """What was posted, even where it is nothing."""
    return request.POST if request.method == "POST" else None


def _act(request: ClerkRequest, key: UUID, ask: Ask | None) -> HttpResponse:
    item = selectors.for_reading(key, request.clerk)
    if ask is None:
        raise Http404
    initial = planned(item) if ask.form == "planned" else {"on": clock.today()}
    form = FORMS[ask.form](_given(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            DO[ask.verb](key, by=request.clerk, **form.cleaned_data)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, DONE[ask.verb])
            return redirect("disclosures:item", key=key)
    status = REFUSED if form.errors else HTTPStatus.OK
    context = {"item": item, "ask": ask, "form": form}
    return render(request, "disclosures/items/act.html", context, status=status)
