"""While a large ledger is written others go on working: they read, they wait, and what cannot be saved says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from gongkai.kit.waiting import is_busy
from tests.slices.disclosures.test_ledger_killed import BEGIN, SET_UP, WORKER

CLERK = f"""{BEGIN}
import sys
from django.conf import settings
from django.test import Client
from django.urls import reverse
from gongkai.accounts.selectors import posts_of
from gongkai.disclosures.models import Column, Item, LedgerImport
from gongkai.kit import clock
from tests.builders import sign_in
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES = settings.STORAGES | {{"staticfiles": {{"BACKEND": plain}}}}
ledger = LedgerImport.objects.get()
settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=False)
sign_in(client, posts_of(ledger.person_id, clock.today())[0])
client.get(reverse("disclosures:desk"))
print("signed in", flush=True)
sys.stdin.readline()
from django.db import connection
connection.settings_dict["OPTIONS"]["timeout"] = 0.2
connection.close()
seen = client.get(reverse("disclosures:ledger_progress", args=[ledger.key]))
print(seen.status_code, "正在写入" in seen.content.decode(), client.get(reverse("disclosures:items")).status_code)
draft = {{"title": "积水提示", "column": Column.objects.get().pk, "kind": "notice", "publicity": "proactive"}}
answer = client.post(reverse("disclosures:item_new"), draft)
page = answer.content.decode()
print(answer.status_code, "POR-1503" in page, "积水提示" in page, Item.objects.count())
answer = client.post(reverse("disclosures:ledger_cancel", args=[ledger.key]))
print(answer.status_code, flush=True)
sys.stdin.readline()
connection.settings_dict["OPTIONS"]["timeout"] = 20
connection.close()
print(client.post(reverse("disclosures:item_new"), draft).status_code, Item.objects.get().title)
"""


def test_a_clerk_goes_on_working_while_a_ledger_is_written(tmp_path: Path, root: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "GONGKAI_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gongkai.site.settings",
        "GONGKAI_EMBEDDED_WORKER": "0",
        "PYTHONPATH": os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH", "")])]),
    }

    def started(script: str, *given: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", script, *given],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip

    def lines(process: "subprocess.Popen[str]", count: int) -> list[str]:
        assert process.stdout is not None
        return [process.stdout.readline().rstrip() for _ in range(count)]

    assert started(SET_UP).wait() == 0
    clerk = started(CLERK)
    assert clerk.stdin is not None
    assert lines(clerk, 1) == ["signed in"]
    worker = started(WORKER, "begun")
    assert lines(worker, 2)[1] == "there"

    clerk.stdin.write("\n")
    clerk.stdin.flush()
    told = lines(clerk, 3)
    worker.kill()
    worker.wait()
    told += clerk.communicate("\n")[0].splitlines()

    assert told == ["200 True 200", "422 True True 0", "302", "302 积水提示"]


@pytest.mark.parametrize(
    ("attribute", "value", "busy"),
    [("sqlite_errorcode", 5, True), ("sqlite_errorcode", 517, True), ("sqlite_errorcode", 13, False),
     ("sqlstate", "40P01", True), ("sqlstate", "53100", False)],
)  # fmt: skip
def test_only_another_s_transaction_is_busy(attribute: str, value: object, busy: bool) -> None:
    error, cause = OperationalError(), Exception()
    setattr(cause, attribute, value)
    error.__cause__ = cause

    assert is_busy(error) is busy
    assert not is_busy(ValueError())
