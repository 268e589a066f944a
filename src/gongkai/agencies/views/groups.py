"""The leading group: who is in it now, who was on any day, and the notice."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.agencies import forms
from gongkai.agencies.letters import notice as letter_of
from gongkai.agencies.selectors import groups as selectors
from gongkai.agencies.selectors.directory import agency_by_id, agency_by_key
from gongkai.agencies.services import groups as services
from gongkai.agencies.views._forms import attempt, done, sent, show, the_clerk
from gongkai.documents import letters
from gongkai.kit import clock
from gongkai.kit.access import NoPost, clerk_of, requires, signed_in
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.written import written

_FORM = "agencies/act.html"
_WRITERS = {"docx": letters.docx, "pdf": letters.pdf}


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The group of one's own agency."""
    clerk = clerk_of(request)
    if clerk is None:
        raise NoPost()
    return redirect("agencies:group", key=agency_by_id(clerk.agency_id).key)


@signed_in
@require_GET
def shown(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who was responsible on a day, and all groups there were."""
    agency = agency_by_key(key)
    form = forms.OnForm(request.GET or None)
    day = (form.cleaned_data["on"] if form.is_valid() else None) or clock.today()
    clerk = clerk_of(request)
    may_edit = clerk is not None and clerk.agency_id == agency.pk and clerk.can(Perm.LEADING_GROUP_EDIT)
    found = selectors.leading_group_on(agency, day)
    context = {
        "agency": agency,
        "day": day,
        "today": day == clock.today(),
        "found": found,
        "groups": selectors.groups_of(agency),
        "may_edit": may_edit,
        "editable": may_edit and found is not None and found.group.until is None and day == clock.today(),
    }
    return show(request, "agencies/group.html", form, **context)


@requires(Perm.LEADING_GROUP_EDIT)
@require_http_methods(["GET", "POST"])
def establish(request: HttpRequest) -> HttpResponse:
    """A new group, beginning from who belongs to the one there is."""
    clerk = the_clerk(request)
    agency = agency_by_id(clerk.agency_id)
    former = selectors.group_now(agency.pk)
    named = f"{agency.name}政务公开工作领导小组"
    initial = {"name": former.name, "office": former.office, "duties": former.duties} if former else {"name": named}
    members = selectors.members_on(former, clock.today()).members if former else ()
    form = forms.NewGroupForm(sent(request), initial=initial)
    rows = forms.ROWS(
        sent(request),
        prefix="members",
        initial=[{"part": one.part, "person": one.person, "position": one.position} for one in members],
    )
    if form.is_valid() and rows.is_valid():
        facts = services.GroupFacts(**{name: form.cleaned_data[name] for name in _GROUP})
        given = services.in_order(
            [
                services.Membership(row["part"], row["person"], row["position"])
                for row in rows.cleaned_data
                if row.get("person")
            ]
        )
        if attempt(form, lambda: services.establish(facts, given, on=form.cleaned_data["on"], by=clerk)):
            return done(request, "领导小组已登记，通知可以下载。", "agencies:group", key=agency.key)
    if form.is_bound and rows.is_bound and not rows.is_valid():
        form.add_error(None, "成员名单中有的行不完整，已在行内标出。")
    return show(request, "agencies/group_new.html", form, agency=agency, former=former, rows=rows)


_GROUP = ("name", "office", "duties", "document_number")


@requires(Perm.LEADING_GROUP_EDIT)
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the group's name, office, duties, document number."""
    group = selectors.own_group(pk, the_clerk(request).agency_id)
    form = forms.GroupForm(sent(request), initial={name: getattr(group, name) for name in _GROUP})
    if form.is_valid():
        facts = services.GroupFacts(**form.cleaned_data)
        if attempt(form, lambda: services.amend(group, facts, by=the_clerk(request))):
            return done(request, "领导小组资料已保存。", "agencies:group", key=group.agency.key)
    return show(request, _FORM, form, agency=group.agency, title="修改领导小组资料", submit="保存", group=group)


@requires(Perm.LEADING_GROUP_EDIT)
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """One more member."""
    group = selectors.own_group(pk, the_clerk(request).agency_id)
    form = forms.AppointForm(sent(request), initial={"part": "member"})
    if form.is_valid():
        given = form.cleaned_data
        member = services.Membership(given["part"], given["person"], given["position"])
        if attempt(form, lambda: services.appoint(group, member, on=given["on"], by=the_clerk(request))):
            return done(request, f"已增补{given['person']}。", "agencies:group", key=group.agency.key)
    return show(request, _FORM, form, agency=group.agency, title="增补成员", submit="增补", group=group)


@requires(Perm.LEADING_GROUP_EDIT)
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """A membership ends."""
    member = selectors.own_member(pk, the_clerk(request).agency_id)
    agency = agency_by_id(member.group.agency_id)
    form = forms.ReleaseForm(sent(request))
    if form.is_valid() and attempt(
        form, lambda: services.release(member, on=form.cleaned_data["on"], by=the_clerk(request))
    ):
        return done(request, f"{member.person}的任职已结束。", "agencies:group", key=agency.key)
    note = f"{member.get_part_display()}{member.person}（{member.position}），{written(member.since)} 任职。"
    return show(
        request, _FORM, form, agency=agency, title="结束任职", submit="结束任职", group=member.group, note=note
    )


@signed_in
@require_GET
def notice(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The notice as a page to print, as DOCX, or as PDF."""
    group = selectors.group_by_id(pk)
    letter = letter_of(group)
    if kind == "html":
        return render(request, "agencies/notice.html", {"group": group, "letter": letter})
    if kind not in _WRITERS:
        raise Http404
    answer = HttpResponse(_WRITERS[kind](letter), content_type=letters.MEDIA_TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(True, f"{letter.one_title}.{kind}") or "attachment"
    return answer
