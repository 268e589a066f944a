"""Links of the texts: noted with each text, visited in the background, judged by what visits find.

No act: what is written here is an index, and decides nothing. A person decides about a remark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from gongkai.disclosures.models import LinkReading, LinkTarget, LinkUse, Revision
from gongkai.disclosures.models.items import PUBLISHED
from gongkai.disclosures.selectors import links as selectors
from gongkai.disclosures.selectors.own_pages import own_leads
from gongkai.kit import clock, worker
from gongkai.kit.outside import Answer, Bounds, Silent
from gongkai.statute.wording import addresses, is_elsewhere, page_text

FRESH = timedelta(hours=1)
"""A text saved again has its links visited again, unless they just were."""
AGAIN, LATER, DAILY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
CLAIM = timedelta(minutes=5)
FAILURES = 2
"""How often in a row an address has to fail before it is called dead; a page that is gone says so itself."""
TOGETHER = 8
BATCH = 500
SETTLED = timedelta(hours=1)
"""Texts younger than this may belong to an import that is not finished; they are read with the next ones."""
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def note(revision: Revision) -> None:
    """Keep where the links of a new text lead, inside its transaction, and have them visited."""
    if "href" not in revision.body:
        return
    found = addresses(page_text(revision.body))
    leads = own_leads(found)
    targets = _wanted([href for href in found if is_elsewhere(href) and href not in leads])
    LinkUse.objects.bulk_create(
        LinkUse(
            item_id=revision.item_id,
            revision=revision,
            address=href,
            words=words[:100],
            target=targets.get(href),
            points_to=leads[href].item if href in leads else None,
            file=leads[href].file if href in leads else None,
            problem=leads[href].problem if href in leads else "",
        )
        for href, words in found.items()
        if href in targets or href in leads
    )
    if targets:
        transaction.on_commit(worker.wake)


def _wanted(hrefs: Sequence[str]) -> dict[str, LinkTarget]:
    """The rows of addresses, made where they are new, due where the last visit is not fresh."""
    now = clock.now()
    digests = {selectors.digest_of(href): href for href in hrefs}
    LinkTarget.objects.bulk_create(
        [LinkTarget(digest=d, address=digests[d], host=_host(digests[d]), due_at=now) for d in sorted(digests)],
        ignore_conflicts=True,
    )
    known = LinkTarget.objects.filter(digest__in=digests)
    stale = known.filter(Q(checked_at__lt=now - FRESH) | Q(checked_at=None, due_at=None))
    for pk in list(stale.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)):
        LinkTarget.objects.filter(pk=pk).update(due_at=now)
    return {target.address: target for target in known}


def _host(href: str) -> str:
    return (urlsplit(href).hostname or "")[:255]


def read_more() -> bool:
    """Note the links of public texts that came in without a clerk's hand: imports, and what was there before."""
    reading, _ = LinkReading.objects.get_or_create(pk=1)
    settled = Revision.objects.filter(pk__gt=reading.last, made_at__lt=clock.now() - SETTLED)
    batch = list(settled.select_related("item").order_by("pk")[:BATCH])
    for revision in batch:
        public = revision.item.public_id == revision.pk
        if public and not LinkUse.objects.filter(revision=revision).exists():
            with transaction.atomic():
                note(revision)
    if batch:
        LinkReading.objects.filter(pk=1).update(last=batch[-1].pk)
    return len(batch) == BATCH


def claim(now: datetime) -> list[LinkTarget]:
    """Some addresses that are due, now this worker's, no host more often than the settings say."""
    LinkTarget.objects.filter(claimed_until__lt=now).update(slot=None, claimed_until=None)
    due = LinkTarget.objects.filter(slot=None, due_at__lte=now).order_by("due_at", "pk")
    claimed: list[LinkTarget] = []
    busy: set[str] = set()
    for target in due.exclude(host__in=_full()).annotate(used=Exists(_uses()))[: TOGETHER * 4]:
        if not target.used:  # no text under work or in public names it any more
            LinkTarget.objects.filter(pk=target.pk).update(due_at=None)
        elif target.host not in busy and len(claimed) < TOGETHER:
            if _claimed(target, now):
                claimed.append(target)
            else:
                busy.add(target.host)
    return claimed


def _uses() -> QuerySet[LinkUse]:
    uses = LinkUse.objects.filter(target=OuterRef("pk"))
    return uses.filter(Q(revision=F("item__latest")) | Q(item__state=PUBLISHED, revision=F("item__public")))


def _full() -> list[str]:
    """Hosts all of whose slots are taken."""
    taken = LinkTarget.objects.exclude(slot=None).order_by().values("host").annotate(n=Count("pk"))
    return [row["host"] for row in taken if row["n"] >= settings.GONGKAI.link_per_host]


def _claimed(target: LinkTarget, now: datetime) -> bool:
    """Take one of the host's slots; two workers never have the same, because the database keeps slots apart."""
    free = LinkTarget.objects.filter(pk=target.pk, slot=None, due_at__lte=now)
    for slot in range(settings.GONGKAI.link_per_host):
        try:
            with transaction.atomic():
                if not free.update(slot=slot, claimed_until=now + CLAIM):
                    return False
        except IntegrityError:
            continue
        return True
    return False


def bounds() -> Bounds:
    """What the settings allow to be visited."""
    return Bounds(frozenset(map(int, settings.GONGKAI.link_ports)), settings.GONGKAI.link_inside)


@dataclass(frozen=True, slots=True)
class _Finding:
    """What a visit means for the row; `failed` where it has to be confirmed before it is called dead."""

    state: str
    problem: str = ""
    wait: timedelta = DAILY
    failed: bool = False


def settle(target: LinkTarget, outcome: Answer | Silent, now: datetime) -> LinkTarget:
    """Keep what a visit found. Where nothing outside answers, the fault is ours and no link is called dead."""
    found = _of_answer(outcome) if isinstance(outcome, Answer) else _of_silence(outcome, target.host, now)
    failures = target.failures + 1 if found.failed else 0
    if found.failed and failures < FAILURES:
        found = _Finding(LinkTarget.UNSURE, f"{found.problem}，稍后再看一次", AGAIN, failed=True)
    LinkTarget.objects.filter(pk=target.pk).update(
        state=found.state,
        problem=found.problem,
        failures=failures,
        checked_at=now,
        answered_at=now if isinstance(outcome, Answer) else target.answered_at,
        due_at=now + found.wait,
        slot=None,
        claimed_until=None,
    )
    target.refresh_from_db()
    return target


def _of_answer(answer: Answer) -> _Finding:
    regular = timedelta(days=settings.GONGKAI.link_days)
    if answer.endless:
        return _Finding(LinkTarget.DEAD, "转址太多", failed=True)
    if answer.status in GONE:
        return _Finding(LinkTarget.DEAD, str(answer.status))
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _Finding(LinkTarget.DEAD, str(answer.status), failed=True)
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return _Finding(LinkTarget.UNSURE, f"对方不让机器访问（{answer.status}），请人工打开看一看", regular)
    return _Finding(LinkTarget.ALIVE, wait=regular)


def _of_silence(silent: Silent, host: str, now: datetime) -> _Finding:
    if silent.kind == "refused":
        return _Finding(LinkTarget.UNSURE, silent.problem, timedelta(days=settings.GONGKAI.link_days))
    if silent.kind == "certificate":
        return _Finding(LinkTarget.UNSURE, f"{silent.problem}，请人工打开看一看")
    if not _outside_answers(host, now):
        return _Finding(LinkTarget.UNSURE, f"{silent.problem}，不能确定是不是本服务器的网络不通", LATER)
    if silent.kind == "name" and not silent.unknown:
        return _Finding(LinkTarget.UNSURE, silent.problem, LATER)
    return _Finding(LinkTarget.DEAD, silent.problem, failed=True)


def _outside_answers(host: str, now: datetime) -> bool:
    """Whether another host answered of late; hosts inside the office's network prove nothing about the outside."""
    recent = LinkTarget.objects.filter(answered_at__gte=now - LATER).exclude(host=host)
    limits = bounds()
    return any(not limits.knows(other) for other in recent.values_list("host", flat=True).distinct()[:100])
