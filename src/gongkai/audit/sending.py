"""A form that is sent twice acts once: the second click of one who has no scripts, or a page sent again.

Every page that Django shows has a token of its own for its forms, so the same fields with the same token are the
same click. The act keeps in its own transaction by which form it was done; what comes second finds it there, or
waits for it at the database's rule. Nothing is told twice: what was done, and when, is read from the audit entry.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, UnreadablePostError

from gongkai.audit.models import Entry, Submission
from gongkai.kit import clock

KEPT = timedelta(days=1)
FIELD = "csrfmiddlewaretoken"


class SentBefore(Exception):
    """The form was acted on while this sending of it was under way; nothing of this one is kept."""


@dataclass(slots=True)
class Sent:
    """The form of the running request. `before` is what came of it once, where others have acted since."""

    digest: str
    before: Submission | None
    acts: int = 0


_sent: ContextVar[Sent | None] = ContextVar("sent", default=None)


@contextmanager
def sending(digest: str, before: Submission | None) -> Iterator[Sent]:
    """Acts are done by this form."""
    sent = Sent(digest, before)
    token = _sent.set(sent)
    try:
        yield sent
    finally:
        _sent.reset(token)


def acted(entry: Entry) -> None:
    """Keep the first act of a form, inside the transaction of the act. Raises SentBefore for the second of two."""
    sent = _sent.get()
    if sent is None:
        return
    sent.acts += 1
    if sent.acts > 1:
        return
    row = sent.before or Submission(digest=sent.digest)
    row.entry, row.location, row.made_at = entry, "", entry.recorded_at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise SentBefore from taken


def found(digest: str) -> Submission | None:
    """What came of a form."""
    return Submission.objects.select_related("entry").filter(digest=digest).first()


def is_last(done: Submission) -> bool:
    """Whether nobody has acted on the same thing since; else the form is judged anew, as things stand now."""
    entry = done.entry
    same = Entry.objects.filter(subject_type=entry.subject_type, subject_id=entry.subject_id)
    return bool(same.order_by("-id").values_list("id", flat=True)[0] == entry.pk)


def leads_to(digest: str, location: str) -> None:
    """Keep the page that the first sending led to."""
    if len(location) <= 500:
        Submission.objects.filter(digest=digest).update(location=location)


def forget() -> bool:
    """Delete what is older than a day. False: there is no more of it to do."""
    Submission.objects.filter(made_at__lt=clock.now() - KEPT).delete()
    return False


def digest_of(request: HttpRequest) -> str:
    """By which a form is known again: who sent it, to where, its fields with the token, its files; else empty."""
    if request.method != "POST" or not request.user.is_authenticated:
        return ""
    try:
        if FIELD not in request.POST:
            return ""
    except UnreadablePostError:  # the line dropped; the view will meet it as well
        return ""
    seen = hashlib.sha256(f"{request.user.pk} {request.get_full_path()}".encode())
    for name, values in sorted(request.POST.lists()):
        seen.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            seen.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                seen.update(chunk)
            file.seek(0)
    return seen.hexdigest()
