"""A folder from which a government's content system takes what it publishes: a page, its data, its files.

Writing the same version again gives the same files, so an interrupted try is simply done again. Each file is
complete the moment it has its name; the JSON comes last and names the others, so a reader that waits for it sees
all of them. What is withdrawn keeps its JSON, which says so, and loses the page and the files.
"""

import hashlib
import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from gongkai.disclosures import channel_errors as errors
from gongkai.disclosures.adapters.base import (
    SOURCE,
    WITHDRAW,
    Account,
    Done,
    File,
    Job,
    Keep,
    NeedsPerson,
    Pending,
    TryLater,
    pictures_of,
)

SCHEMA = "gongkai.item/1"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class FolderAdapter:
    """One folder for each channel, below one folder for each agency, in the platform's own."""

    code, label, repeats = "folder", "导出到文件夹（供网站内容管理系统读取）", True

    def push(self, job: Job, keep: Keep) -> Done | Pending:
        """Write it, or mark it as withdrawn."""
        folder = folder_of(job.account)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if job.interrupted:
                _tidy(folder, job)
            if job.action == WITHDRAW:
                _withdraw(folder, job)
            else:
                _write(folder, job)
        except OSError as fault:
            raise TryLater(errors.FolderFault(folder=_shown(folder), problem=fault.strerror or fault)) from fault
        return Done(job.action, job.version, address=f"{_shown(folder)}/{job.key}.html", remote_id=str(job.key))

    def test(self, account: Account) -> str:
        """Write a file and take it away again."""
        folder = folder_of(account)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            trial = folder / f".test.{os.getpid()}"
            trial.write_bytes(b"ok")
            trial.unlink()
            free = shutil.disk_usage(folder).free
        except OSError as fault:
            raise TryLater(errors.FolderFault(folder=_shown(folder), problem=fault.strerror or fault)) from fault
        return f"文件夹 {_shown(folder)} 可以写入，还有 {free // 2**30} GB 空间。"


def folder_of(account: Account) -> Path:
    """Where the channel's files lie. A clerk chooses the last part alone, never a path."""
    name = str(account.settings.get("folder", ""))
    if not NAME.fullmatch(name):
        raise NeedsPerson(errors.SettingNeeded(adapter="导出到文件夹", what="文件夹名", how="请到渠道页面填写"))
    return Path(settings.GONGKAI_HOME) / "outgoing" / account.agency_slug / name


def _write(folder: Path, job: Job) -> None:
    listed = []
    for file in job.files:
        data, name = file.read(), f"{file.key}{_ending(file)}"
        _put(folder / str(job.key) / name, data)
        listed.append(
            {
                "name": file.name,
                "file": f"{job.key}/{name}",
                "type": file.media_type,
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "alternative": file.alternative,
                "inline": file.is_inline,
            }
        )
    job = replace(job, body=_beside(job))
    page = render_to_string("disclosures/channels/export.html", {"job": job, "files": listed}).encode()
    _put(folder / f"{job.key}.html", page)
    _put(
        folder / f"{job.key}.json", _json({**_facts(job), "state": "published", "body": job.body, "files": listed})
    )


def _beside(job: Job) -> str:
    """The text with its pictures at the files that lie beside it."""
    names = {source: f"{job.key}/{file.key}{_ending(file)}" for source, file in pictures_of(job)}
    return SOURCE.sub(lambda found: found[1] + names.get(found[2], found[2]) + found[3], job.body)


def _tidy(folder: Path, job: Job) -> None:
    """Take away what a try that was broken off had begun to write."""
    for begun in (*folder.glob(f".{job.key}.*"), *(folder / str(job.key)).glob(".*")):
        begun.unlink(missing_ok=True)


def _withdraw(folder: Path, job: Job) -> None:
    _put(folder / f"{job.key}.json", _json({**_facts(job), "state": "withdrawn"}))
    (folder / f"{job.key}.html").unlink(missing_ok=True)
    if (folder / str(job.key)).is_dir():
        shutil.rmtree(folder / str(job.key))


def _facts(job: Job) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "key": str(job.key),
        "version": job.version,
        "address": job.address,
        "agency": job.account.agency,
        "title": job.title,
        "summary": job.summary,
        "index_number": job.index_number,
        "document_number": job.document_number,
        "published_on": job.published_on.isoformat() if job.published_on else None,
        "notices": list(job.notices),
    }


def _json(value: dict[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _ending(file: File) -> str:
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= 8 else ".bin"


def _shown(folder: Path) -> str:
    return str(folder.relative_to(settings.GONGKAI_HOME))
