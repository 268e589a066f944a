"""The worker is killed while it writes: nothing is left, the ledger says so, and it can be begun again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

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
import time
from gongkai.disclosures.services import ledgers
from gongkai.disclosures.tasks import ledgers as tasks
put = ledgers.put
def put_and_wait(documents):
    put(documents)
    print("written", flush=True)
    time.sleep(120)
ledgers.put = put_and_wait
tasks.work_once()
"""
AFTERWARDS = f"""{BEGIN}
from gongkai.audit.models import Entry
from gongkai.disclosures.models import Item, LedgerImport, Revision
from gongkai.disclosures.services import ledgers
from gongkai.disclosures.tasks import ledgers as tasks
from gongkai.accounts.selectors import posts_of
from gongkai.kit import clock
tasks.work_once()
ledger = LedgerImport.objects.get()
print(ledger.state, "中断" in ledger.problem, Item.objects.count(), Revision.objects.count())
ledgers.begin(ledger.key, by=posts_of(ledger.person_id, clock.today())[0])
tasks.work_once()
done = Entry.objects.filter(act="ledger.import").count()
print(LedgerImport.objects.get().state, Item.objects.count(), Revision.objects.count(), done)
"""


def test_a_worker_killed_while_it_writes_leaves_nothing(tmp_path: Path, root: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "GONGKAI_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gongkai.site.settings",
        "PYTHONPATH": os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH", "")])]),
    }

    def started(script: str) -> "subprocess.Popen[str]":
        return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment)

    assert started(SET_UP).wait() == 0
    worker = started(WORKER)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "written\n"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    told, _ = started(AFTERWARDS).communicate()

    assert told.splitlines() == ["checked True 0 0", f"imported {ROWS} {ROWS} 1"]
