"""Killing the server at random moments loses nothing that was acknowledged, and the chain of acts stays whole."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from tests.conftest import FULL
from tests.platform_process import Platform
from tests.survival.clerks import Acknowledged, Office

KILLS = int(os.environ.get("KILLS", "200" if FULL else "3"))
OFFICES = 3


def _work_until(stop: threading.Event, office: Office, seed: int) -> None:
    rng, number = random.Random(seed), seed * 1_000_000
    while not stop.is_set():
        number += 1
        try:
            office.work(number, rng)
        except httpx.TransportError:
            time.sleep(0.1)  # the server is gone; what was not answered was not acknowledged


def test_no_acknowledged_act_is_lost(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    platform, acknowledged, rng = Platform(root, tmp_path), Acknowledged(), random.Random(7)
    made = platform.command("demonstrate")
    assert made.returncode == 0, made.stderr
    platform.start()
    stop = threading.Event()
    offices = [Office(platform.url, acknowledged) for _ in range(OFFICES)]
    desks = [threading.Thread(target=_work_until, args=(stop, office, n)) for n, office in enumerate(offices, 1)]
    for desk in desks:
        desk.start()

    try:
        for _ in range(KILLS):
            time.sleep(rng.uniform(0.05, 2.0))
            platform.kill()
            platform.start()
        time.sleep(1)
    finally:
        stop.set()
        for desk in desks:
            desk.join()
        platform.kill()

    kept = _kept(platform, tmp_path)
    lost = Counter(acknowledged.done) - kept
    verified = platform.command("audit", "verify")
    with capsys.disabled():
        print(f"\nkilled {KILLS} times: {len(acknowledged.done)} acts acknowledged, {sum(lost.values())} lost")
    assert acknowledged.done
    assert not lost
    assert verified.returncode == 0, verified.stdout + verified.stderr


def _kept(platform: Platform, folder: Path) -> Counter[tuple[str, str]]:
    """What the records hold: how often each act was done to each item."""
    script = (
        "import django, json; django.setup()\n"
        "from gongkai.audit.models import Entry; from gongkai.disclosures.models import Item\n"
        "keys = {str(pk): str(key) for pk, key in Item.objects.values_list('pk', 'key')}\n"
        "found = Entry.objects.filter(subject_type='disclosures.item').values_list('subject_id', 'act')\n"
        "print(json.dumps([(keys[pk], act) for pk, act in found]))\n"
    )
    (folder / "kept.py").write_text(script)
    environment = platform.environment | {"DJANGO_SETTINGS_MODULE": "gongkai.site.settings"}
    done = subprocess.run(
        [sys.executable, str(folder / "kept.py")],
        cwd=platform.root,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return Counter((key, act) for key, act in json.loads(done.stdout))
