"""The worker on ledgers: checks one, or takes one in. What it cannot finish it gives back, with the reason."""

import logging
import secrets
from datetime import date

from gongkai.accounts.selectors import posts_of
from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.ledgers.board import Cancelled
from gongkai.disclosures.ledgers.making import Setting
from gongkai.disclosures.ledgers.reading import Judged, judge_file
from gongkai.disclosures.ledgers.workbook import LIMITS
from gongkai.disclosures.models import LedgerImport
from gongkai.disclosures.selectors import ledgers as selectors
from gongkai.disclosures.services import ledger_work as services
from gongkai.disclosures.services.ledger_rows import prepare
from gongkai.disclosures.services.ledgers import board_of
from gongkai.documents.readers.sandbox import in_sandbox
from gongkai.kit import clock, store, worker
from gongkai.kit.access import Clerk
from gongkai.statute.errors import GongkaiError

log = logging.getLogger(__name__)
SECONDS = 600.0
"""A ledger of two hundred thousand rows takes a minute; beyond ten something is wrong with it."""


def register() -> None:
    """Give the worker its work."""
    worker.register(worker.Job("ledgers", work_once, every=1.0, at_start=_at_start))


def _at_start() -> None:
    services.release_abandoned()


def work_once() -> bool:
    """Check or import one ledger. False when there was nothing to do."""
    services.release_abandoned()
    ledger = services.claim(services.worker_name())
    if ledger is None:
        return False
    try:
        if ledger.state == selectors.CHECKING:
            services.verdict(ledger, judge(ledger, clock.today()))
        else:
            take_in(ledger)
    except GongkaiError as refusal:
        services.give_back(ledger, refusal.message)
    except Cancelled:
        services.give_back(ledger, errors.ImportCancelled().message)
    except Exception:  # logged under the number that the page shows; the next ledger is taken
        incident = secrets.token_hex(4)
        log.exception("incident %s", incident)
        services.give_back(ledger, errors.ImportFailed(incident=incident).message)
    return True


def judge(ledger: LedgerImport, today: date, setting: Setting | None = None) -> Judged:
    """Every row judged, and made ready with a setting, under the limits of the sandbox."""
    fields = {int(place): code for place, code in ledger.mapping["fields"].items()}
    return in_sandbox(
        judge_file,
        store.read(ledger.digest),
        ledger.name,
        ledger.sheet,
        ledger.heading_row,
        fields,
        dict(enumerate(ledger.mapping["headings"])),
        selectors.known(ledger, today),
        board_of(ledger),
        setting,
        seconds=SECONDS,
        memory=LIMITS.memory,
        subject=f"“{ledger.name}”",
    )


def take_in(ledger: LedgerImport) -> None:
    """Judge the rows again, as things stand now, and take all of them in, or none."""
    by = _clerk(ledger)
    prepared = prepare(ledger)
    judged = judge(ledger, prepared.setting.today, prepared.setting)
    if judged.made is None or services.is_refused(judged):
        services.verdict(ledger, judged, errors.ChangedSinceCheck(count=len(judged.noted) or 1).message)
        return
    services.take_in(ledger.pk, ledger.claimed_by, judged.made, prepared, by=by)
    board_of(ledger).clear()


def _clerk(ledger: LedgerImport) -> Clerk:
    """Who ordered the import, in the post they had. Raises DSC-3016."""
    for post in posts_of(ledger.person_id, clock.today()):
        if post.post_id == ledger.post_id:
            return post
    raise errors.ImporterLeft()
