"""The worker is killed while it writes: nothing is left, the ledger says so, and it can be begun again."""

from pathlib import Path

from tests.slices.disclosures.killed import killed_there, scripts_in

ROWS = 400
BEGIN = """
import django
django.setup()
from django.core.management import call_command
"""
SET_UP = f"""{BEGIN}
call_command("migrate", verbosity=0, skip_checks=True)
from gongkai.disclosures.models import NumberScheme
from gongkai.disclosures.services import ledgers
from tests.builders import a_clerk, a_column, an_agency
from tests.slices.disclosures import ledger_files as files
agency = an_agency("港湾街道办事处")
a_column(agency, "通知公告")
NumberScheme.objects.create(agency=agency, template="{{year}}-{{serial:5}}")
by = a_clerk(agency, "handler")
ledger = files.checked(by, [(f"通知{{n}}", *files.ROW[1:]) for n in range({ROWS})])
ledgers.begin(ledger.key, by=by)
"""
WORKER = f"""{BEGIN}
import sys, time
from gongkai.accounts.selectors import posts_of
from gongkai.disclosures.models import Item, LedgerImport, Revision
from gongkai.disclosures.services import ledger_rows, ledger_work, ledgers
from gongkai.disclosures.services.ledgers import board_of
from gongkai.disclosures.tasks import ledgers as tasks
from gongkai.kit import clock
ledger_work.release_abandoned()
ledger = LedgerImport.objects.get()
left = Item.objects.count() + Revision.objects.count() + board_of(ledger).rows.exists()
print(ledger.state, "中断" in ledger.problem, left, flush=True)
if ledger.state == "checked":
    ledgers.begin(ledger.key, by=posts_of(ledger.person_id, clock.today())[0])
def then_wait(function):
    def waiting(*args, **more):
        done = function(*args, **more)
        print("there", flush=True)
        time.sleep(120)
        return done
    return waiting
moment = sys.argv[1]
if moment == "ready":
    ledger_work.is_refused = then_wait(ledger_work.is_refused)
if moment == "begun":
    ledger_rows.allot = then_wait(ledger_rows.allot)
if moment == "written":
    ledger_work.record = then_wait(ledger_work.record)
tasks.work_once()
ledger = LedgerImport.objects.get()
from gongkai.audit.models import Entry
done = Entry.objects.filter(act="ledger.import").count()
print(ledger.state, Item.objects.count(), Revision.objects.count(), done, board_of(ledger).rows.exists())
"""
MOMENTS = ("ready", "begun", "written")
"""Rows made ready beside the database; belongings of the items written; all written but not committed."""


def test_a_worker_killed_at_any_moment_leaves_nothing(tmp_path: Path, root: Path) -> None:
    started = scripts_in(tmp_path, root)
    assert started(SET_UP).wait() == 0
    told = []
    for moment in MOMENTS:
        worker = started(WORKER, moment)
        assert worker.stdout is not None
        told.append(worker.stdout.readline())
        killed_there(worker)
    told += started(WORKER, "").communicate()[0].splitlines(keepends=True)

    assert "".join(told).splitlines() == [
        "importing False 0",
        *["checked True 0"] * len(MOMENTS),
        f"imported {ROWS} {ROWS} 1 False",
    ]
