"""The worker is killed at random moments while it delivers: everything arrives once, nothing is stuck.

The channels are a stand-in for WeChat, which counts, and a folder. Time runs fast in the worker, so that claims and
waiting times end within seconds. Where nobody can know whether a submission arrived a person is asked, as ADR 0011
says; the test is that person, looks at the account, and finds that it did not.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FULL
from tests.slices.disclosures.wechat import SECRET, Wechat, serving

KILLS = int(os.environ.get("KILLS", "50" if FULL else "3"))
ITEMS = max(4, KILLS)
SPEED = 120
SITE = "https://www.example.gov.cn"
BEGIN = f"""
import json, os, time
import django
django.setup()
from datetime import UTC, datetime
from gongkai.kit import clock
BASE = float(os.environ["OUTBOX_BASE"])
clock.now = lambda: datetime.fromtimestamp(BASE + (time.time() - BASE) * {SPEED}, UTC)
from gongkai.disclosures.models import Delivery
OPEN = (Delivery.WAITING, Delivery.FAILED, Delivery.SENDING)
"""
SET_UP = f"""{BEGIN}
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from tests.builders import an_agency
from tests.slices.disclosures.builders import an_office, published
from tests.slices.disclosures.declared_channels import FOLDER, WECHAT, a_channel
office = an_office(an_agency("港湾街道办事处", slug="gangwan"))
chosen = tuple(a_channel(office, kind).pk for kind in (WECHAT, FOLDER))
for number in range({ITEMS}):
    published(office, channels=chosen)
"""
WORKER = f"""{BEGIN}
from gongkai.disclosures.tasks.channels import send_once
print("ready", flush=True)
while True:
    send_once() or time.sleep(0.01)
"""
TO_THE_END = f"""{BEGIN}
from gongkai.disclosures.tasks.channels import send_once
while Delivery.objects.filter(state__in=OPEN, channel__adapter__gt="").exists():
    send_once() or time.sleep(0.01)
"""
TOLD = f"""{BEGIN}
from gongkai.audit.models import Entry
fields = ("pk", "item__key", "channel__adapter", "state", "action", "problem", "address", "remote_id", "progress")
rows = list(Delivery.objects.exclude(channel__adapter="site").values(*fields))
done = list(Entry.objects.filter(act="delivery.done").values_list("subject_id", flat=True))
print(json.dumps({{"rows": rows, "done": done}}, default=str))
"""
PERSON = f"""{BEGIN}
import sys
from gongkai.accounts.models import Term
from gongkai.accounts.selectors import clerk
from gongkai.disclosures.services import deliveries
officer = clerk(Term.objects.get(post__role="disclosure_officer"))
for pk in json.loads(sys.argv[1]):
    deliveries.retry(pk, by=officer)
"""
WITHDRAW = f"""{BEGIN}
from gongkai.accounts.models import Term
from gongkai.accounts.selectors import clerk
from gongkai.disclosures.models import Item
from gongkai.disclosures.services import publishing
officer = clerk(Term.objects.get(post__role="disclosure_officer"))
for item in Item.objects.filter(state="published"):
    publishing.withdraw(item.key, "内容有误", on=max(item.published_on, clock.today()), by=officer)
"""


class Slow(Wechat):
    """Takes its time before and after it acts, so that a kill finds a call at every point."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self.rng, self.deleted = rng, 0
        self.looks = 1

    def do(self, path: str, query: dict[str, list[str]], body: bytes) -> dict[str, Any] | None:
        """The answer, after a while."""
        time.sleep(self.rng.uniform(0.0, 0.03))
        answer = super().do(path, query, body)
        time.sleep(self.rng.uniform(0.0, 0.03))
        return answer


@dataclass
class Home:
    """A platform's home with its database, and the scripts that run on it."""

    root: Path
    folder: Path
    wechat: str
    base: float

    def started(self, script: str, *arguments: str) -> "subprocess.Popen[str]":
        """A process of its own."""
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
            "GONGKAI_HOME": str(self.folder),
            "GONGKAI_WECHAT_ADDRESS": self.wechat,
            "GONGKAI_SITE_ADDRESS": SITE,
            "DJANGO_SETTINGS_MODULE": "gongkai.site.settings",
            "OUTBOX_BASE": str(self.base),
            "PYTHONPATH": os.pathsep.join([str(self.root), *filter(None, [os.environ.get("PYTHONPATH", "")])]),
        }
        return subprocess.Popen(
            [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True, env=environment
        )

    def ran(self, script: str, *arguments: str) -> str:
        """What a script printed when it had ended well."""
        process = self.started(script, *arguments)
        told, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        return told

    def told(self) -> Any:
        """The deliveries, and which were entered as done."""
        return json.loads(self.ran(TOLD))

    def killed(self, times: int, rng: random.Random) -> None:
        """A worker is killed, and the next one, at random moments of their work."""
        for _ in range(times):
            worker = self.started(WORKER)
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
            time.sleep(rng.uniform(0.0, 0.7))
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()

    def finished(self, wechat: Wechat) -> int:
        """Work to the end; a person retries what nobody can know. How often a person was asked."""
        asked = 0
        while True:
            self.ran(TO_THE_END)
            rows = [row for row in self.told()["rows"] if row["state"] == "stopped"]
            if not rows:
                return asked
            for row in rows:
                assert "DSC-3906" in row["problem"], row["problem"]
                assert f"{SITE}/i/{row['item__key']}/?v=1" not in wechat.marks(), "it would have been found"
            asked += len(rows)
            self.ran(PERSON, json.dumps([row["pk"] for row in rows]))


def test_what_a_killed_worker_delivered_is_delivered_once(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = random.Random(11)
    wechat = Slow(rng)
    key = tmp_path / "keys" / "wechat" / "gangwan" / "wx0123456789abcdef"
    key.parent.mkdir(parents=True)
    key.write_text(SECRET)
    key.chmod(0o600)
    with serving(wechat) as address:
        home = Home(root, tmp_path, address, time.time())
        home.ran(SET_UP)

        home.killed(KILLS, rng)
        asked = home.finished(wechat)

        published = home.told()
        keys = [row["item__key"] for row in published["rows"] if row["channel__adapter"] == "wechat"]
        assert sorted(wechat.marks()) == sorted(f"{SITE}/i/{key}/?v=1" for key in keys), "each once"
        assert wechat.calls.count("freepublish/submit") == len(wechat.tasks)
        assert Counter(row["state"] for row in published["rows"]) == {"sent": 2 * ITEMS}
        assert set(Counter(published["done"]).values()) == {1}, "and entered once"
        assert not wechat.drafts
        assert all(row["progress"] == {} and row["problem"] == "" for row in published["rows"])
        for row in published["rows"]:
            assert row["remote_id"], row
        folder = tmp_path / "outgoing" / "gangwan"
        told = {path.stem: json.loads(path.read_text("utf-8"))["state"] for path in folder.rglob("*.json")}
        assert told == dict.fromkeys(keys, "published")
        assert not [path for path in folder.rglob(".*") if path.is_file()], "no half file is left"

        home.ran(WITHDRAW)
        home.killed(max(1, KILLS // 5), rng)
        home.finished(wechat)

        withdrawn = home.told()["rows"]
        told = {path.stem: json.loads(path.read_text("utf-8"))["state"] for path in folder.rglob("*.json")}
        assert (wechat.marks(), told) == ([], dict.fromkeys(keys, "withdrawn"))
        assert not list(folder.rglob("*.html"))
        assert {(row["action"], row["state"]) for row in withdrawn} == {("withdraw", "sent")}
    with capsys.disabled():
        print(f"\nkilled {KILLS} times while {ITEMS} items went to two channels; a person was asked {asked} times")
