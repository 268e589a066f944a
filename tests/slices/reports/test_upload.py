"""An upload is received whole and bounded, or refused with its own code; nothing refused stays on the disk."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from gongkai.reports import services, views
from gongkai.reports.models import REFUSED, WAITING, Checkup, CheckupFile
from gongkai.reports.uploads import shown_name
from tests.slices.reports.conftest import a_file, send

pytestmark = pytest.mark.django_db


def lying_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_files_wait_for_the_worker_readable_by_this_user_only(client: Client, folder: Path) -> None:
    checkup = send(client, a_file("甲.txt", b"one"), a_file("乙.txt", b"three"), previous=a_file("丙.txt", b"x"))

    rows = [(f.name, f.size, f.is_previous, f.state) for f in checkup.files.all()]
    assert rows == [("甲.txt", 3, False, WAITING), ("乙.txt", 5, False, WAITING), ("丙.txt", 1, True, WAITING)]
    stored = lying_in(folder)
    assert sorted(path.read_bytes() for path in stored) == [b"one", b"three", b"x"]
    assert {path.stat().st_mode & 0o777 for path in stored} == {0o600}
    assert {path.parent.stat().st_mode & 0o777 for path in stored} == {0o700}
    assert all(path.parent.name == checkup.public_id for path in stored)


def test_the_address_has_128_random_bits(client: Client) -> None:
    ids = {send(client, a_file()).public_id for _ in range(3)}

    assert len(ids) == 3
    assert all(len(name) == 32 and int(name, 16) >= 0 for name in ids)


def test_nothing_chosen_is_said(client: Client) -> None:
    answer = client.post("/checkups/", {})

    assert answer.status_code == 422
    assert "UPL-1004" in answer.content.decode()


def test_a_file_beyond_the_size_is_cut_off_and_the_others_go_on(
    client: Client, folder: Path, settings: SimpleNamespace
) -> None:
    settings.GONGKAI_UPLOAD_FILE_BYTES = 1024 * 1024

    checkup = send(client, a_file("大.pdf", b"x" * (1024 * 1024 + 1)), a_file("小.txt", b"small"))

    large = checkup.files.get(state=REFUSED)
    assert (large.name, large.refusal_code) == ("大.pdf", "UPL-1001")
    assert "1 MB" in large.refusal
    assert [path.read_bytes() for path in lying_in(folder)] == [b"small"]


def test_a_file_of_just_the_size_is_received(client: Client, settings: SimpleNamespace) -> None:
    settings.GONGKAI_UPLOAD_FILE_BYTES = 1024 * 1024

    assert send(client, a_file("正好.pdf", b"x" * 1024 * 1024)).files.get().state == WAITING


def test_only_a_file_beyond_the_size_is_413(client: Client, folder: Path, settings: SimpleNamespace) -> None:
    settings.GONGKAI_UPLOAD_FILE_BYTES = 10

    answer = client.post("/checkups/", {"reports": a_file("大.pdf", b"x" * 11)})

    assert answer.status_code == 413
    assert "UPL-1001" in answer.content.decode()
    assert lying_in(folder) == []
    assert not Checkup.objects.exists()


def test_more_files_than_allowed_are_refused_as_a_whole(
    client: Client, folder: Path, settings: SimpleNamespace
) -> None:
    settings.GONGKAI_UPLOAD_FILES = 3

    answer = client.post("/checkups/", {"reports": [a_file(f"{n}.txt", b"x") for n in range(5)]})

    assert answer.status_code == 413
    assert "最多检查 3 个文件，这次选了 5 个" in answer.content.decode()
    assert lying_in(folder) == []


def test_two_hundred_files_are_received(client: Client) -> None:
    checkup = send(client, *(a_file(f"{n}.txt", b"x") for n in range(200)))

    assert checkup.files.filter(state=WAITING).count() == 200


def test_an_empty_file_is_named_beside_the_others(client: Client) -> None:
    checkup = send(client, a_file("空.docx", b""), a_file("有.txt", b"x"))

    assert checkup.files.get(state=REFUSED).refusal_code == "UPL-1003"


def test_a_full_disk_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=0))

    answer = client.post("/checkups/", {"reports": a_file()})

    assert answer.status_code == 507
    assert "UPL-1005" in answer.content.decode()


def test_submissions_beyond_the_rate_are_told_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(views, "UPLOADS", 1)
    send(client, a_file())
    kept = len(lying_in(folder))

    answer = client.post("/checkups/", {"reports": a_file()})

    assert answer.status_code == 429
    assert answer["Retry-After"] == str(views.UPLOADS_WINDOW)
    assert "UPL-1006" in answer.content.decode()
    assert len(lying_in(folder)) == kept


def test_visitors_behind_the_proxy_are_told_apart_by_what_the_proxy_says(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: SimpleNamespace
) -> None:
    monkeypatch.setattr(views, "UPLOADS", 1)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def status(forwarded: str) -> int:
        answer = client.post("/checkups/", {"reports": a_file()}, headers={"X-Forwarded-For": forwarded})
        return answer.status_code

    assert [status("10.0.0.1"), status("10.0.0.2"), status("6.6.6.6, 10.0.0.1")] == [303, 303, 429]


def test_a_long_queue_takes_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "QUEUE", 1)
    send(client, a_file())

    answer = client.post("/checkups/", {"reports": a_file()})

    assert answer.status_code == 503
    assert "UPL-1007" in answer.content.decode()


def test_a_form_of_another_site_is_refused(folder: Path) -> None:
    answer = Client(enforce_csrf_checks=True).post("/checkups/", {"reports": a_file()})

    assert answer.status_code == 403
    assert lying_in(folder) == []
    assert not CheckupFile.objects.exists()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\年报\\南湖.docx", "南湖.docx"),
        ("a\x00b\x1b\u202exfdp.exe", "abxfdp.exe"),
        ("<script>.pdf", "<script>.pdf"),
        ("", "未命名文件"),
        ("\u2028", "未命名文件"),
        ("长" * 300 + ".docx", "长" * 108 + "….docx"),
    ],
)
def test_a_name_is_made_safe_to_show(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


def test_a_name_is_escaped_where_it_is_shown(client: Client) -> None:
    checkup = send(client, a_file("<img src=x>.txt", b"x"))

    shown = client.get(f"/checkups/{checkup.public_id}/progress").content.decode()
    services.claim("x:1", now=checkup.created_at)
    shown += client.get(f"/checkups/{checkup.public_id}/progress").content.decode()

    assert "&lt;img src=x&gt;.txt" in shown
    assert "<img" not in shown
