"""Activities with their pictures, reading points, the review of what is withheld, the counts of section one."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.disclosures.forms.activities import (
    ActivityForm,
    ClosePointForm,
    FilterForm,
    PictureForm,
    PointForm,
    ReasonForm,
    ReviewForm,
)
from gongkai.disclosures.models import Activity, Item
from gongkai.disclosures.selectors import activities as selectors
from gongkai.disclosures.services import activities as services
from gongkai.disclosures.services import withheld as reviews
from gongkai.kit import clock, store
from gongkai.kit.access import ClerkRequest, requires
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab import PublicationChannel
from gongkai.statute.vocab.roles import Perm

PAGE = 50
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@requires(Perm.DISCLOSURE_READ)
@require_GET
def listed(request: ClerkRequest) -> HttpResponse:
    """The activities of a year, and what section one says of them."""
    form = FilterForm(request.GET or None)
    values = form.cleaned_data if form.is_valid() else {}
    year, kind = values.get("year"), values.get("kind", "")
    page = Paginator(selectors.listed(request.clerk, year, kind), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    counted = year or clock.today().year
    context = {
        "form": form, "page": page, "query": query.urlencode(), "year": counted,
        "counts": selectors.activity_counts(request.clerk.agency_id, counted),
    }  # fmt: skip
    return render(request, "disclosures/activities/list.html", context)


@requires(Perm.ACTIVITY_RECORD)
@require_http_methods(["GET", "POST"])
def new(request: ClerkRequest) -> HttpResponse:
    """Record an activity."""
    form = ActivityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            activity = services.record_activity(form.facts(), by=request.clerk)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "活动已登记。可以添加图片。")
            return redirect("disclosures:activity", key=activity.key)
    return _form(request, "登记活动", form, "disclosures:activities")


@requires(Perm.DISCLOSURE_READ)
@require_GET
def page(request: ClerkRequest, key: UUID) -> HttpResponse:
    """One activity with its pictures."""
    return _page(request, selectors.get(key, request.clerk))


@requires(Perm.ACTIVITY_RECORD)
@require_http_methods(["GET", "POST"])
def edit(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Correct what was recorded."""
    activity = _own(request, key)
    names = list(ActivityForm.base_fields)
    form = ActivityForm(request.POST or None, initial={name: getattr(activity, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            services.edit_activity(
                key, form.facts(), version=activity.version if version is None else version, by=request.clerk
            )
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "活动已修改。")
            return redirect("disclosures:activity", key=key)
    return _form(request, f"修改：{activity.title}", form, "disclosures:activities")


@requires(Perm.ACTIVITY_RECORD)
@require_POST
def cancel(request: ClerkRequest, key: UUID) -> HttpResponse:
    """It did not take place."""
    activity, form = _own(request, key), ReasonForm(request.POST, auto_id="cancel_%s")
    if form.is_valid():
        values = form.cleaned_data
        services.cancel_activity(key, values["reason"], on=values["on"], by=request.clerk)
        messages.success(request, "活动已取消，不再计入统计。")
        return redirect("disclosures:activity", key=key)
    return _page(request, activity, cancel=form)


@requires(Perm.ACTIVITY_RECORD)
@require_POST
def attach(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Add a picture."""
    activity, form = _own(request, key), PictureForm(request.POST, request.FILES, auto_id="picture_%s")
    for refusal in getattr(request, "upload_refusals", ()):
        form.add_error(None, str(refusal))
    if form.is_valid():
        file = form.cleaned_data["file"]
        file.seek(0)  # the upload handler leaves it at its end
        try:
            services.add_picture(
                key, file.read(), str(file.name), form.cleaned_data["alternative"], by=request.clerk
            )
        except GongkaiError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "图片已添加。")
            return redirect("disclosures:activity", key=key)
    return _page(request, activity, picture=form)


@requires(Perm.ACTIVITY_RECORD)
@require_POST
def detach(request: ClerkRequest, key: UUID, picture: UUID) -> HttpResponse:
    """Take a picture down."""
    services.remove_picture(key, picture, on=clock.today(), by=request.clerk)
    messages.success(request, "图片已撤下。")
    return redirect("disclosures:activity", key=key)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def picture(request: ClerkRequest, key: UUID, picture: UUID) -> HttpResponse:
    """The bytes of a picture."""
    found = selectors.picture(picture, request.clerk)
    if found.activity.key != key:
        raise Http404
    answer = HttpResponse(store.read(found.digest), content_type=found.media_type)
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@requires(Perm.DISCLOSURE_READ)
@require_GET
def totals(request: ClerkRequest) -> HttpResponse:
    """Section one: publications by channel, with the evidence of one kind where it is asked for."""
    asked = request.GET.get("year", "")
    year = (
        int(asked) if asked.isascii() and asked.isdigit() and 1990 <= int(asked[:4]) <= 2100 else clock.today().year
    )
    kind = request.GET.get("kind", "")
    evidence = None
    if kind in {channel.code for channel in PublicationChannel}:
        found = selectors.channel_evidence(request.clerk.agency_id, year, kind)
        evidence = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "year": year,
        "totals": selectors.channel_totals(request.clerk.agency_id, year),
        "kind": PublicationChannel(kind) if evidence is not None else None,
        "evidence": evidence,
        "query": f"year={year}&kind={kind}",
    }
    return render(request, "disclosures/activities/totals.html", context)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def points(request: ClerkRequest) -> HttpResponse:
    """The reading points."""
    found = Paginator(selectors.points(request.clerk), PAGE).get_page(request.GET.get("page"))
    return render(request, "disclosures/activities/points.html", {"page": found})


@requires(Perm.ACTIVITY_RECORD)
@require_http_methods(["GET", "POST"])
def point_new(request: ClerkRequest) -> HttpResponse:
    """A new reading point."""
    form = PointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.open_point(form.facts(), by=request.clerk)
        messages.success(request, "信息查阅点已登记。")
        return redirect("disclosures:points")
    return _form(request, "登记信息查阅点", form, "disclosures:points")


@requires(Perm.ACTIVITY_RECORD)
@require_http_methods(["GET", "POST"])
def point_edit(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Correct a reading point."""
    point = selectors.point(key, request.clerk)
    form = PointForm(request.POST or None, initial={name: getattr(point, name) for name in PointForm.base_fields})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.edit_point(
                key, form.facts(), version=point.version if version is None else version, by=request.clerk
            )
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "信息查阅点已修改。")
            return redirect("disclosures:points")
    return _form(request, f"修改：{point.name}", form, "disclosures:points")


@requires(Perm.ACTIVITY_RECORD)
@require_http_methods(["GET", "POST"])
def point_close(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Close a reading point."""
    point = selectors.point(key, request.clerk)
    form = ClosePointForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        services.close_point(key, on=form.cleaned_data["on"], by=request.clerk)
        messages.success(request, f"“{point.name}”已停用。")
        return redirect("disclosures:points")
    return _form(request, f"停用：{point.name}", form, "disclosures:points", button="停用")


@requires(Perm.DISCLOSURE_READ)
@require_GET
def withheld(request: ClerkRequest) -> HttpResponse:
    """What is withheld, the longest due first."""
    found = Paginator(selectors.withheld(request.clerk), PAGE).get_page(request.GET.get("page"))
    context = {"page": found, "today": clock.today(), "may": request.clerk.can(Perm.DISCLOSURE_PUBLISH)}
    return render(request, "disclosures/activities/withheld.html", context)


@requires(Perm.DISCLOSURE_PUBLISH)
@require_http_methods(["GET", "POST"])
def review(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Conclude on one item that is withheld."""
    item = selectors.withheld_item(key, request.clerk)
    initial = {"on": clock.today(), "next_on": reviews.next_date(clock.today())}
    form = ReviewForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _conclude(request, item, form)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("disclosures:withheld")
    context = {"item": item, "form": form, "reviews": selectors.reviews_of(item)[:PAGE]}
    status = REFUSED if request.method == "POST" else HTTPStatus.OK
    return render(request, "disclosures/activities/review.html", context, status=status)


def _conclude(request: ClerkRequest, item: Item, form: ReviewForm) -> None:
    values = form.cleaned_data
    if values["conclusion"] == "keep":
        reviews.keep(item.key, values["reason"], on=values["on"], next_on=values["next_on"], by=request.clerk)
        messages.success(request, "评估结论已记录，继续不予公开。")
    else:
        reviews.release(item.key, values["reason"], on=values["on"], by=request.clerk)
        messages.success(request, "评估结论已记录，信息已转为起草，请修改公开属性后送审、发布。")


def _own(request: ClerkRequest, key: UUID) -> Activity:
    """An activity of the own agency: those below are read, not changed."""
    activity = selectors.get(key, request.clerk)
    if activity.agency_id != request.clerk.agency_id:
        raise Http404
    return activity


def _form(request: ClerkRequest, title: str, form: forms.Form, back: str, *, button: str = "保存") -> HttpResponse:
    context = {"title": title, "form": form, "back": back, "button": button}
    status = REFUSED if request.method == "POST" else HTTPStatus.OK
    return render(request, "disclosures/activities/form.html", context, status=status)


def _page(
    request: ClerkRequest, activity: Activity, cancel: forms.Form | None = None, picture: forms.Form | None = None
) -> HttpResponse:
    may = (
        request.clerk.can(Perm.ACTIVITY_RECORD)
        and activity.agency_id == request.clerk.agency_id
        and activity.cancelled_on is None
    )
    context = {
        "activity": activity,
        "pictures": selectors.pictures(activity),
        "may": may,
        "cancel": cancel or ReasonForm(initial={"on": clock.today()}, auto_id="cancel_%s"),
        "picture": picture or PictureForm(auto_id="picture_%s"),
        "form": cancel or picture,
    }
    status = REFUSED if cancel or picture else HTTPStatus.OK
    return render(request, "disclosures/activities/page.html", context, status=status)
