"""Nothing of an upload outlives its time: files, results, names. Only the address stays a week, to answer 410."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from gongkai.kit import clock
from gongkai.reports import services
from gongkai.reports.limits import incoming_folder
from gongkai.reports.models import Checkup, CheckupFile, CheckupReport
from tests.slices.reports.conftest import a_file, a_report, finish, send

pytestmark = pytest.mark.django_db


def test_deletion_at_once_removes_files_and_results(client: Client, folder: Path) -> None:
    checkup = send(client, a_file("南湖.json", a_report()))
    finish()

    answer = client.post(f"/checkups/{checkup.public_id}/delete")

    assert answer.status_code == 302
    assert "已经删除" in client.get(answer["Location"]).content.decode()
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert not CheckupFile.objects.exists()
    assert not CheckupReport.objects.exists()


@pytest.mark.parametrize("path", ["", "progress", "findings.json", "1-1/", "1-1/read.json"])
def test_what_was_deleted_is_gone_at_every_address(client: Client, path: str) -> None:
    checkup = send(client, a_file(data=a_report()))
    finish()
    services.delete(checkup, now=clock.now())

    answer = client.get(f"/checkups/{checkup.public_id}/{path}")

    assert answer.status_code == 410
    assert "UPL-1008" in answer.content.decode()


def test_the_time_is_an_hour_and_the_page_says_when(client: Client) -> None:
    checkup = send(client, a_file(data=a_report()))
    finish()

    assert checkup.expires_at - checkup.created_at == timedelta(hours=1)
    shown = checkup.expires_at.astimezone(clock.SHANGHAI).strftime("%H:%M")
    assert shown in client.get(f"/checkups/{checkup.public_id}/1-1/").content.decode()


def test_past_its_time_it_is_gone_even_before_the_sweep(client: Client) -> None:
    checkup = send(client, a_file(data=a_report()))
    past = clock.now() - timedelta(seconds=1)
    Checkup.objects.update(created_at=past - timedelta(hours=1), expires_at=past)

    assert client.get(f"/checkups/{checkup.public_id}/").status_code == 410


def test_the_sweep_deletes_only_what_is_past_its_time(client: Client, folder: Path) -> None:
    old, new = send(client, a_file()), send(client, a_file())
    now = clock.now()
    Checkup.objects.filter(pk=old.pk).update(created_at=now - timedelta(hours=1), expires_at=now)

    assert services.sweep(now=now) == 1

    assert not (folder / old.public_id).exists()
    assert (folder / new.public_id).exists()
    assert list(CheckupFile.objects.values_list("checkup_id", flat=True)) == [new.pk]


def test_after_a_week_the_address_is_unknown(client: Client) -> None:
    checkup = send(client, a_file())
    services.delete(checkup, now=clock.now())

    services.sweep(now=clock.now() + timedelta(days=8))

    assert client.get(f"/checkups/{checkup.public_id}/").status_code == 404
    assert not Checkup.objects.exists()


def test_an_address_nobody_was_given_is_unknown(client: Client) -> None:
    answer = client.get("/checkups/" + "0" * 32 + "/")

    assert answer.status_code == 404
    assert "UPL-1009" in answer.content.decode()


def test_what_interrupted_uploads_left_is_cleared_and_what_is_new_is_kept(folder: Path) -> None:
    orphan, fresh = folder / ("a" * 32), incoming_folder() / "new"
    left = incoming_folder() / "old"
    for path in (fresh, left):
        path.write_bytes(b"x")
    orphan.mkdir()
    two_hours_ago = clock.now().timestamp() - 7200
    for path in (orphan, left):
        os.utime(path, (two_hours_ago, two_hours_ago))

    services.sweep(now=clock.now())

    assert not orphan.exists()
    assert not left.exists()
    assert fresh.exists()
