"""What the tests of the 体检 page share: an empty home, uploads of our own making."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.reports import examples, tasks
from gongkai.reports.limits import uploads_folder
from gongkai.reports.models import Checkup


@pytest.fixture(autouse=True)
def quiet(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.GONGKAI_HOME = tmp_path  # type: ignore[attr-defined]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def folder() -> Path:
    return uploads_folder()


def a_file(name: str = "年报.txt", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_report() if data is None else data)


def a_report(source: str = "street_2021") -> bytes:
    return examples.written(source, "json")


def send(client: Client, *files: SimpleUploadedFile, previous: SimpleUploadedFile | None = None) -> Checkup:
    """Upload and give the checkup that began."""
    answer = client.post("/checkups/", {"reports": list(files), **({"previous": previous} if previous else {})})
    assert answer.status_code == 303, answer.content.decode()
    return Checkup.objects.get(public_id=answer["Location"].strip("/").split("/")[-1])


def finish() -> None:
    """Do all the work that waits, as the worker does."""
    while tasks.work_once():
        pass
