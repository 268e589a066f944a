"""The tree of columns, a column's page, the watch over updates, the duty of article 26."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.disclosures.forms.columns import CloseForm, EditForm, ExplainForm, MoveForm, NewForm, UpkeepForm
from gongkai.disclosures.models import Column
from gongkai.disclosures.selectors import columns as selectors
from gongkai.disclosures.selectors import links
from gongkai.disclosures.services import columns as services
from gongkai.kit import clock
from gongkai.kit.access import ClerkRequest, requires
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab import ColumnKind
from gongkai.statute.vocab.roles import Perm

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@requires(Perm.DISCLOSURE_READ)
@require_GET
def tree(request: ClerkRequest) -> HttpResponse:
    """The agency's columns by part, with their lights; a supervisor may look at those of an agency below."""
    agency, other = _agency(request)
    nodes = selectors.tree(agency, clock.today())
    parts = [
        (label, [node for node in nodes if node.column.section == code])
        for code, label in Column.SECTIONS
    ]  # fmt: skip
    context = {
        "parts": parts,
        "nodes": nodes,
        "closed": selectors.closed(agency)[: selectors.PAGE],
        "other": other,
        "may_manage": request.clerk.can(Perm.COLUMN_MANAGE) and not other,
    }
    return render(request, "disclosures/columns/tree.html", context)


@requires(Perm.COLUMN_MANAGE)
@require_POST
def standard(request: ClerkRequest) -> HttpResponse:
    """Open the whole standard set with one click."""
    opened = services.open_standard(by=request.clerk)
    messages.success(request, f"已建立 {len(opened)} 个标准栏目。接下来请逐个指定维护岗位。")
    return redirect("disclosures:columns")


@requires(Perm.COLUMN_MANAGE)
@require_http_methods(["GET", "POST"])
def new(request: ClerkRequest) -> HttpResponse:
    """A new column."""
    nodes = selectors.tree(request.clerk.agency_id, clock.today())
    form = NewForm(request.POST or None, nodes=nodes, initial={"section": "statutory", "kind": "other"})
    if request.method == "POST" and form.is_valid():
        try:
            column = services.open_column(
                form.facts(), section=form.cleaned_data["section"], parent=form.above(), by=request.clerk
            )
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已建立栏目“{column.name}”。")
            return redirect("disclosures:column", key=column.key)
    status = REFUSED if request.method == "POST" else HTTPStatus.OK
    return render(request, "disclosures/columns/new.html", {"form": form}, status=status)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def page(request: ClerkRequest, key: UUID) -> HttpResponse:
    """One column: how it stands, and what may be done with it."""
    return _page(request, selectors.get(key, request.clerk))


@requires(Perm.COLUMN_MANAGE)
@require_POST
def edit(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Rename it, or say what it is for."""
    form = EditForm(request.POST)
    return _act(
        request, key, "edit", form, "栏目已修改。",
        lambda v: services.edit(key, form.facts(), version=v["version"], by=request.clerk),
    )  # fmt: skip


@requires(Perm.COLUMN_MANAGE)
@require_POST
def place(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Move it under another column or into another part."""
    nodes = selectors.tree(request.clerk.agency_id, clock.today())
    form = MoveForm(request.POST, nodes=nodes, without=selectors.get(key, request.clerk))
    return _act(
        request, key, "place", form, "栏目已移动。",
        lambda v: services.place(
            key, parent=form.above(), section=v["section"], version=v["version"], by=request.clerk
        ),
    )  # fmt: skip


@requires(Perm.COLUMN_MANAGE)
@require_POST
def shift(request: ClerkRequest, key: UUID) -> HttpResponse:
    """One place up or down."""
    services.shift(key, up="down" not in request.POST, by=request.clerk)
    return redirect("disclosures:columns")


@requires(Perm.COLUMN_MANAGE)
@require_POST
def keep_up(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Who keeps it, and how long it may stand still."""
    form = UpkeepForm(request.POST, clerk=request.clerk)
    return _act(
        request, key, "upkeep", form, "维护岗位和更新时限已保存。",
        lambda v: services.keep_up(
            key,
            owner=int(v["owner"]) if v["owner"] else None,
            max_idle_days=v["max_idle_days"],
            version=v["version"],
            by=request.clerk,
        ),
    )  # fmt: skip


@requires(Perm.COLUMN_MANAGE)
@require_POST
def explain(request: ClerkRequest, key: UUID) -> HttpResponse:
    """暂无, and why."""
    form = ExplainForm(request.POST)
    return _act(
        request, key, "explain", form, "暂无说明已保存。",
        lambda v: services.explain(key, v["reason"], version=v["version"], by=request.clerk),
    )  # fmt: skip


@requires(Perm.COLUMN_MANAGE)
@require_POST
def close(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Close it, its items moved first."""
    column = selectors.get(key, request.clerk)
    nodes = selectors.tree(request.clerk.agency_id, clock.today())
    form = CloseForm(request.POST, nodes=nodes, without=column)
    return _act(
        request, key, "close", form, "栏目已停用。",
        lambda v: services.close(
            key, on=v["on"], moved_to=form.target(), version=v["version"], by=request.clerk
        ),
    )  # fmt: skip


@requires(Perm.DISCLOSURE_READ)
@require_GET
def watch(request: ClerkRequest) -> HttpResponse:
    """The veto items of the inspection for the own agency, and for a supervisor all agencies below."""
    today = clock.today()
    nodes = selectors.tree(request.clerk.agency_id, today)
    context: dict[str, Any] = {
        "today": today,
        "veto": selectors.veto(nodes),
        "urgent": sorted(
            (node for node in nodes if node.state.light.code in {"red", "yellow"}),
            key=lambda node: node.state.due or today,
        ),
        "blank": [node for node in nodes if node.blank],
        "broken": Paginator(links.broken(request.clerk), links.PAGE).get_page(request.GET.get("links")),
    }
    context["unopened"] = links.explained(context["broken"].object_list)
    if request.clerk.can(Perm.SUBORDINATES_READ):
        below = selectors.veto_below(request.clerk.agency_path, today)
        shown = Paginator(below, selectors.PAGE).get_page(request.GET.get("page"))
        names = selectors.agency_names(line.agency_id for line in shown.object_list)
        context |= {
            "shown": shown,
            "lines": [(line, *names[line.agency_id]) for line in shown.object_list],
            "failing": sum(line.fails for line in below),
        }
    return render(request, "disclosures/columns/watch.html", context)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def duty(request: ClerkRequest) -> HttpResponse:
    """Article 26: what was formed and is not out yet, what came out late, the share in time of each year."""
    today = clock.today()
    shares = selectors.duty_share(request.clerk.agency_id)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    waiting = Paginator(selectors.duty_open(request.clerk), selectors.PAGE).get_page(request.GET.get("page"))
    late = Paginator(selectors.duty_late(request.clerk, year), selectors.PAGE).get_page(request.GET.get("late"))
    context = {
        "today": today, "year": year, "shares": shares, "waiting": waiting, "late": late,
        "open": selectors.with_duty(waiting.object_list, today),
        "missed": selectors.with_duty(late.object_list, today),
    }  # fmt: skip
    return render(request, "disclosures/columns/duty.html", context)


def _agency(request: ClerkRequest) -> tuple[int, str]:
    """The agency whose columns are shown, and its name where it is another."""
    asked = request.GET.get("agency", "")
    if not asked:
        return request.clerk.agency_id, ""
    try:
        agency = selectors.agency_by_key(UUID(asked), request.clerk)
    except ValueError:
        return request.clerk.agency_id, ""
    if agency == request.clerk.agency_id:
        return agency, ""
    return agency, selectors.agency_names([agency])[agency][0]


def _act(
    request: ClerkRequest,
    key: UUID,
    which: str,
    form: forms.Form,
    done: str,
    do: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Do it and go back to the page; or the page with the form as it was filled in, and what is wrong."""
    column = selectors.get(key, request.clerk)
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("disclosures:column", key=key)
    return _page(request, column, {which: form}, status=REFUSED)


def _page(
    request: ClerkRequest, column: Column, filled: dict[str, forms.Form] | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    today = clock.today()
    nodes = selectors.tree(column.agency_id, today)
    may_manage = (
        request.clerk.can(Perm.COLUMN_MANAGE)
        and column.agency_id == request.clerk.agency_id
        and not column.closed_on
    )
    forms_ = {**(_forms(request, column, nodes) if may_manage else {}), **(filled or {})}
    context = {
        "column": column,
        "kind": ColumnKind(column.kind),
        "node": next((node for node in nodes if node.column == column), None),
        "may_manage": may_manage,
        "forms": forms_,
        "form": next(iter(filled.values())) if filled else None,
    }
    return render(request, "disclosures/columns/page.html", context, status=status)


def _forms(request: ClerkRequest, column: Column, nodes: list[selectors.Node]) -> dict[str, forms.Form]:
    version = {"version": column.version}
    return {
        "edit": EditForm(
            initial=version
            | {name: getattr(column, name) for name in ("name", "kind", "article", "description")},
            auto_id="edit_%s",
        ),
        "place": MoveForm(
            initial=version
            | {"parent": str(column.parent.key) if column.parent else "", "section": column.section},
            nodes=nodes,
            without=column,
            auto_id="place_%s",
        ),
        "upkeep": UpkeepForm(
            initial=version | {"owner": column.owner_id or "", "max_idle_days": column.max_idle_days},
            clerk=request.clerk,
            auto_id="upkeep_%s",
        ),
        "explain": ExplainForm(initial=version | {"reason": column.empty_reason}, auto_id="explain_%s"),
        "close": CloseForm(
            initial=version | {"on": clock.today()}, nodes=nodes, without=column, auto_id="close_%s"
        ),
    }  # fmt: skip
