"""The desk, the list, the item's page and its form."""

from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.accounts import unsent
from gongkai.audit.selectors import history_of
from gongkai.disclosures.errors import DraftedAlready
from gongkai.disclosures.forms.items import FileForm, FilterForm, ItemForm, RemarkForm, WordForm, initial
from gongkai.disclosures.models import Item, Revision
from gongkai.disclosures.models.items import PUBLISHED, UNDER_WAY, WITHDRAWN
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.selectors.channels import deliveries_of
from gongkai.disclosures.selectors.due import is_open
from gongkai.disclosures.selectors.links import visits
from gongkai.disclosures.services import attachments, items, pictures, remarks, working
from gongkai.disclosures.services.attachments import PICTURES, Incoming
from gongkai.disclosures.services.review import missing_facts
from gongkai.disclosures.views.buttons import buttons
from gongkai.disclosures.views.reminders import reminders
from gongkai.disclosures.word import body_of
from gongkai.kit import clock, store
from gongkai.kit.access import ClerkRequest, NoPost, clerk_of, requires, signed_in
from gongkai.kit.richtext import clean, difference
from gongkai.statute.calendar import CalendarMissing, shipped_calendar
from gongkai.statute.disclosures import ItemState, ItemVerb, publication_duty
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab import Art20Item, Art21Item, ExemptionGround, Openness
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.wording import page_text

PAGE = 50
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
STATES = [*ItemState.choices(), ("correcting", "正在更正")]


@signed_in
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the clerk, in one list. A post that reads no items (三员) finds its own pages named."""
    by, today = clerk_of(request), clock.today()
    if by is None:
        raise NoPost
    reads = by.can(Perm.DISCLOSURE_READ)
    lines = selectors.desk(by, today) if reads else []
    context = {"lines": lines, "today": today, "reads": reads, "reminders": reminders(by, today)}
    return render(request, "disclosures/items/desk.html", context)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def listed(request: ClerkRequest) -> HttpResponse:
    """The list with its filters, fifty a page."""
    form = FilterForm(request.GET or None, clerk=request.clerk, states=STATES)
    found = selectors.listed(request.clerk, form.filters())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": page, "query": query.urlencode(), "today": clock.today()}
    return render(request, "disclosures/items/list.html", context)


@unsent.restores
@requires(Perm.DISCLOSURE_DRAFT)
@require_http_methods(["GET", "POST"])
def new(request: ClerkRequest) -> HttpResponse:
    """A new draft."""
    if request.method == "GET":
        if (filled := _given_back(request)) is not None:
            return _form(request, ItemForm(filled, clerk=request.clerk))
        column = request.GET.get("column")
        return _form(request, ItemForm(clerk=request.clerk, initial={"column": column} if column else None))
    form = ItemForm(request.POST, clerk=request.clerk)
    if not form.is_valid() or "preview" in request.POST:
        return _form(request, form)
    values = form.cleaned_data
    try:
        item = items.draft(
            form.facts(), values["body"], by=request.clerk, explains=values["explains"], key=values["key"]
        )
    except DraftedAlready as again:
        messages.info(request, str(again))
        return redirect("disclosures:item", key=values["key"])
    except GongkaiError as refusal:
        return _form(request, form, refusal=refusal)
    messages.success(request, "草稿已保存。可以添加附件，处理自动检查的提示，然后提交审查。")
    return redirect("disclosures:item", key=item.key)


@unsent.restores
@requires(Perm.DISCLOSURE_DRAFT)
@require_http_methods(["GET", "POST"])
def edit(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Change the text; of a public item this begins a correction."""
    item = selectors.for_reading(key, request.clerk)
    working.permitted(item, item.working_state, _verb(item))
    if request.method == "GET":
        if (filled := _given_back(request)) is not None:
            return _form(request, ItemForm(filled, clerk=request.clerk, is_correction=_is_correction(item)), item)
        return _form(request, _filled(item, request), item)
    form = ItemForm(request.POST, clerk=request.clerk, is_correction=_is_correction(item))
    if not form.is_valid() or "preview" in request.POST:
        return _form(request, form, item)
    try:
        _keep(form, item, request)
    except GongkaiError as refusal:
        return _form(request, form, item, refusal)
    messages.success(request, "已保存为新的一稿。")
    return redirect("disclosures:item", key=key)


@requires(Perm.DISCLOSURE_DRAFT)
@require_http_methods(["GET", "POST"])
def word(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Take the text over from a Word document: it is shown in the form and not yet kept."""
    item = selectors.for_reading(key, request.clerk)
    working.permitted(item, item.working_state, _verb(item))
    form = WordForm(request.POST, request.FILES) if request.method == "POST" else WordForm()
    if request.method == "POST":
        try:
            _received(request)
            if form.is_valid():
                given = form.cleaned_data["file"]
                body, notices = body_of(given.name, _bytes(given), partial(pictures.held, item))
                for notice in notices:
                    messages.warning(request, notice)
                messages.success(request, "已读入文档。请核对下面的正文，保存后才生效。")
                return _form(request, _filled(item, request, body=body), item)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "disclosures/items/word.html", {"item": item, "form": form}, status=status)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def page(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Everything about one item, and what may be done with it now."""
    item = selectors.for_reading(key, request.clerk)
    return render(request, "disclosures/items/item.html", shown(item, request))


@requires(Perm.DISCLOSURE_READ)
@require_GET
def printed(request: ClerkRequest, key: UUID) -> HttpResponse:
    """政府信息公开审查登记表, for paper."""
    item = selectors.for_reading(key, request.clerk)
    return render(request, "disclosures/items/print.html", shown(item, request))


@requires(Perm.DISCLOSURE_READ)
@require_GET
def file(request: ClerkRequest, key: UUID, attachment: UUID) -> HttpResponse | FileResponse:
    """An attachment as it is stored; pictures are shown, everything else is saved."""
    selectors.for_reading(key, request.clerk)
    found = selectors.attachment_for(attachment, request.clerk)
    inline = found.media_type in PICTURES
    answer = FileResponse(
        store.opened(found.digest), as_attachment=not inline, filename=found.name, content_type=found.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@requires(Perm.DISCLOSURE_DRAFT)
@require_GET
def picture(request: ClerkRequest, key: UUID, note: str) -> FileResponse:
    """A picture read from a Word document, shown in the form until the text is kept."""
    item = selectors.for_reading(key, request.clerk)
    digest, _, kind = pictures.told(item, note)
    answer = FileResponse(store.opened(digest), content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@requires(Perm.DISCLOSURE_DRAFT)
@require_POST
def attach(request: ClerkRequest, key: UUID) -> HttpResponse:
    """A file more."""
    item = selectors.for_reading(key, request.clerk)
    form = FileForm(request.POST, request.FILES)
    try:
        _received(request)
        if form.is_valid():
            given = form.cleaned_data["file"]
            coming = Incoming(given.name, _bytes(given), form.cleaned_data["alternative"])
            attachments.attach(key, coming, by=request.clerk)
            messages.success(request, f"已添加附件“{given.name}”。")
            return redirect("disclosures:item", key=key)
    except GongkaiError as refusal:
        form.add_error(None, str(refusal))
    context = shown(item, request) | {"file_form": form}
    return render(request, "disclosures/items/item.html", context, status=REFUSED)


@requires(Perm.DISCLOSURE_DRAFT)
@require_POST
def detach(request: ClerkRequest, key: UUID, attachment: UUID) -> HttpResponse:
    """A file less."""
    selectors.for_reading(key, request.clerk)
    attachments.detach(key, attachment, by=request.clerk)
    messages.success(request, "已移除附件；以前各稿仍保留它。")
    return redirect("disclosures:item", key=key)


@requires(Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_SIGN)
@require_POST
def decide(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Decide one remark of the automatic check."""
    item = selectors.for_reading(key, request.clerk)
    form = RemarkForm(request.POST)
    try:
        if form.is_valid():
            remarks.decide(key, by=request.clerk, **form.cleaned_data)
            messages.success(request, "已记录处理结果。")
            return redirect("disclosures:item", key=key)
    except GongkaiError as refusal:
        form.add_error(None, str(refusal))
    context = shown(item, request) | {"remark_form": form}
    return render(request, "disclosures/items/item.html", context, status=REFUSED)


def shown(item: Item, request: ClerkRequest) -> dict[str, Any]:
    """The context of an item's page and of what is built like it."""
    text = item.latest
    if text is None:
        raise ValueError(item.pk)
    files = selectors.files_at(item.pk, text.number)
    signed = selectors.last_signed(item)
    own = item.agency_id == request.clerk.agency_id
    return {
        "item": item,
        "text": text,
        "body": safe(pictures.for_clerks(item, text.body, files)),
        "files": files,
        "remarks": reviews.remarks_of(item, text, files),
        "visits": visits(page_text(text.body)),
        "steps": _steps(item),
        "trail": reviews.trail(item),
        "signed": signed,
        "changes": difference(_whole(signed), _whole(text)) if signed else (),
        "public_differs": item.public is not None and item.public_id != item.latest_id,
        "missing": missing_facts(item) if item.working_state in _BEFORE_REVIEW else [],
        "duty": _duty(item),
        "due_is_open": item.state in UNDER_WAY and is_open(item.formed_on),
        "buttons": buttons(item, request.clerk),
        "history": history_of("disclosures.item", item.pk),
        "last_public_day": _last_public_day(item),
        "notices": list(item.notices.order_by("-id")),
        "file_form": FileForm(),
        "may_edit": own and request.clerk.can(Perm.DISCLOSURE_DRAFT) and item.working_state in _EDITABLE,
        "may_decide": own
        and request.clerk.can(Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_SIGN)
        and item.working_state in _EDITABLE,
        "openness": Openness(text.publicity),
        "article": _ARTICLES.get(text.article, ""),
        "ground": _GROUNDS.get(text.ground, ""),
        "deliveries": deliveries_of(item),
        "channels": list(selectors.own_channels(item.agency_id).filter(pk__in=text.channels)),
    }


_ARTICLES = {item.code: f"{item.cite} {item.label}" for item in (*Art20Item, *Art21Item)}
_GROUNDS = {ground.code: ground.label for ground in ExemptionGround}
_BEFORE_REVIEW = (ItemState.DRAFTING, ItemState.RETURNED)
_EDITABLE = (*_BEFORE_REVIEW, ItemState.IN_REVIEW, ItemState.APPROVED, ItemState.SCHEDULED)


def safe(body: str) -> str:
    """A text that the whitelist cleaned, once more on its way out."""
    return mark_safe(clean(body))  # noqa: S308  # nosec  cleaned in this line


def _whole(text: Revision) -> str:
    return f"<h2>{text.title}</h2>{text.body}" if "<" not in text.title else text.body


def _steps(item: Item) -> list[dict[str, object]]:
    """The chain of this round, or the one that would hold, each step with its signature."""
    given = {s.order: s for s in reviews.trail(item) if s.round == item.round and s.decision == "signed"}
    begun = bool(item.steps)
    column = item.latest.column_id if item.latest else item.column_id
    steps = reviews.steps_from(item.steps) if begun else reviews.chain_for(item.agency_id, column)
    return [
        {
            "step": step,
            "signature": given.get(number) if begun else None,
            "awaited": bool(item.awaited_role) and number == item.next_step,
        }
        for number, step in enumerate(steps)
    ]


def _duty(item: Item) -> object:
    """How the item stands under article 26; None where that cannot be said."""
    if item.formed_on is None or item.publicity != Openness.PROACTIVE.value:
        return None
    was_public = item.state in (PUBLISHED, WITHDRAWN)
    if not was_public and item.state not in UNDER_WAY:
        return None
    published_on = item.published_on if was_public else None  # one withdrawn and redrafted is to be published anew
    try:
        return publication_duty(item.formed_on, published_on, clock.today(), shipped_calendar())
    except CalendarMissing:
        return None


def _last_public_day(item: Item) -> date | None:
    planned = getattr(item, "planned_withdrawal", None)
    return planned.on - timedelta(days=1) if planned else None


def _verb(item: Item) -> ItemVerb:
    return ItemVerb.CORRECT if item.working_state is ItemState.PUBLISHED else ItemVerb.EDIT


def _is_correction(item: Item) -> bool:
    return ItemState(item.state) is ItemState.PUBLISHED


def _filled(item: Item, request: ClerkRequest, body: str | None = None) -> ItemForm:
    if item.latest is None:
        raise ValueError(item.pk)
    files = selectors.files_at(item.pk, item.latest.number)
    text = pictures.for_clerks(item, item.latest.body, files) if body is None else body
    values = initial(item, item.latest) | {"body": text}
    if not item.correction:
        values["notice"] = ""
    return ItemForm(clerk=request.clerk, is_correction=_is_correction(item), initial=values)


def _keep(form: ItemForm, item: Item, request: ClerkRequest) -> None:
    values = form.cleaned_data
    version = values["version"] if values["version"] is not None else -1
    if item.working_state is ItemState.PUBLISHED:
        items.correct(item.key, form.facts(), values["body"], values["notice"], version=version, by=request.clerk)
        return
    items.edit(
        item.key,
        form.facts(),
        values["body"],
        version=version,
        by=request.clerk,
        notice=values.get("notice", ""),
        explains=values["explains"],
    )


def _given_back(request: HttpRequest) -> QueryDict | None:
    """What was filled in when the session had ended."""
    filled = unsent.given_back(request)
    if filled is not None:
        messages.warning(request, "下面是上次登录超时、没有保存的内容，请核对后保存。")
    return filled


def _form(
    request: HttpRequest, form: ItemForm, item: Item | None = None, refusal: GongkaiError | None = None
) -> HttpResponse:
    """The form, with a preview when asked for; what was typed stays."""
    if refusal is not None:
        form.add_error(None, str(refusal))
    wanted = "preview" in request.POST and form.is_bound and form.is_valid()
    preview = safe(form.cleaned_data["body"]) if wanted else ""
    context = {"form": form, "item": item, "preview": preview, "previewed": wanted}
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "disclosures/items/form.html", context, status=status)


def _bytes(given: "UploadedFile[bytes]") -> bytes:
    """What was uploaded, from its beginning."""
    given.seek(0)
    return bytes(given.read())


def _received(request: HttpRequest) -> None:
    """Raise what the upload handler refused while the file arrived."""
    request.FILES  # noqa: B018  # reading it receives the files
    for refusal in getattr(request, "upload_refusals", ()):
        raise refusal
