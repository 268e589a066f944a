"""A file is examined once, by whoever claims it; a dead worker loses nothing, and a fault stops no other file."""

import copy
import logging
import os
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from gongkai.documents.readers.errors import TooSlow
from gongkai.kit import clock
from gongkai.reports import examples, selectors, services, tasks
from gongkai.reports.models import DONE, REFUSED, RUNNING, WAITING, CheckupFile, CheckupReport
from tests.slices.reports.conftest import a_file, a_report, finish, send

pytestmark = pytest.mark.django_db
DEAD = 2**22 + 1  # beyond the largest process id of Linux


def test_the_oldest_file_is_claimed_first(client: Client) -> None:
    first, _ = send(client, a_file()), send(client, a_file())

    claimed = services.claim("here:1", now=clock.now())

    assert claimed is not None
    assert claimed.checkup == first
    assert (claimed.state, claimed.claimed_by, claimed.attempts) == (RUNNING, "here:1", 1)


def test_two_workers_that_saw_the_same_file_do_not_both_get_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, a_file())
    seen = selectors.next_file(clock.now())
    answers = iter([copy.copy(seen), copy.copy(seen), None])
    monkeypatch.setattr(selectors, "next_file", lambda now: next(answers))

    first = services.claim("here:1", now=clock.now())
    second = services.claim("there:2", now=clock.now())

    assert first is not None
    assert second is None
    assert CheckupFile.objects.get().claimed_by == "here:1"


def test_a_claim_that_ran_out_is_taken_over_and_the_late_result_dropped(client: Client) -> None:
    send(client, a_file())
    late = services.claim("here:1", now=clock.now())
    later = clock.now() + timedelta(hours=0.9)

    again = services.claim("there:2", now=later)

    assert late is not None
    assert again is not None
    assert services.record(late, [], milliseconds=1) is False
    assert CheckupFile.objects.get().claimed_by == "there:2"


def test_claims_of_a_process_that_ended_are_freed_at_once(client: Client) -> None:
    send(client, a_file("一.txt"), a_file("二.txt"))
    host = services.worker_name().rsplit(":", 1)[0]
    services.claim(f"{host}:{DEAD}", now=clock.now())
    services.claim(f"{host}:{os.getpid()}", now=clock.now())

    freed = services.release_abandoned(now=clock.now())

    assert freed == 1
    assert [file.state for file in CheckupFile.objects.order_by("number")] == [WAITING, RUNNING]


def test_a_file_that_ends_every_worker_is_given_up(client: Client) -> None:
    checkup = send(client, a_file("怪.pdf"))
    CheckupFile.objects.update(attempts=services.ATTEMPTS)

    finish()

    assert checkup.files.get().refusal_code == "UPL-1013"
    assert selectors.progress(selectors.get_checkup(checkup.public_id, clock.now())).finished


def test_work_left_by_a_restart_is_done_by_the_next_worker(client: Client) -> None:
    checkup = send(client, a_file(data=a_report()))
    services.claim(f"{services.worker_name().rsplit(':', 1)[0]}:{DEAD}", now=clock.now())
    services.release_abandoned(now=clock.now())

    finish()

    assert checkup.files.get().state == DONE
    assert CheckupReport.objects.get().cells_read == 200


def test_a_refusal_of_a_reader_is_kept_with_its_code_and_the_next_file_read(client: Client) -> None:
    checkup = send(client, a_file("程序.exe", b"MZ\x90\x00" + bytes(400)), a_file("年报.json", a_report()))

    finish()

    bad, good = checkup.files.order_by("number")
    assert (bad.state, good.state) == (REFUSED, DONE)
    assert bad.refusal_code.startswith("RDR-")
    assert "程序.exe" in bad.refusal


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("GONGKAI_UPLOAD_PAGES", 1, "RDR-1006"),
        ("GONGKAI_UPLOAD_SECONDS", 0.001, "RDR-1013"),
        ("GONGKAI_UPLOAD_MEMORY_BYTES", 2**20, "RDR-1014"),
    ],
)
def test_every_limit_of_a_file_is_enforced_with_its_own_message(
    client: Client, settings: SimpleNamespace, setting: str, value: float, code: str
) -> None:
    padding = b"%" + b" " * 20 * 2**20 if setting.endswith("MEMORY_BYTES") else b""
    checkup = send(client, a_file("长.pdf", examples.written("street_2022", "pdf") + padding))
    setattr(settings, setting, value)

    finish()

    assert checkup.files.get().refusal_code == code


def test_a_limit_of_the_sandbox_is_shown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*arguments: object, **limits: object) -> None:
        raise TooSlow(subject=limits["subject"], limit=limits["seconds"])

    monkeypatch.setattr(tasks, "in_sandbox", slow)
    checkup = send(client, a_file("慢.pdf"))

    finish()

    page = client.get(f"/checkups/{checkup.public_id}/").content.decode()
    assert "RDR-1013" in page
    assert "超过 60 秒" in page


def test_a_fault_of_ours_is_logged_without_the_content_and_shown_with_its_number(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*arguments: object, **limits: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(tasks, "in_sandbox", broken)
    checkup = send(client, a_file("年报.txt", "机密一二三".encode()))

    with caplog.at_level(logging.INFO):
        finish()

    file = checkup.files.get()
    assert file.refusal_code == "UPL-1014"
    number = next(r.args[0] for r in caplog.records if r.msg == "incident %s" and r.args)
    assert str(number) in file.refusal
    assert "机密" not in caplog.text


def test_a_file_deleted_while_it_is_examined_leaves_nothing(client: Client) -> None:
    checkup = send(client, a_file(data=a_report()))
    claimed = services.claim("here:1", now=clock.now())
    assert claimed is not None
    services.delete(checkup, now=clock.now())

    tasks.examine(claimed)

    assert not CheckupReport.objects.exists()
    assert not CheckupFile.objects.exists()
