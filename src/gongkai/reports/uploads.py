"""Receiving files: streamed to disk, never held in memory, cut off at the limits while they arrive."""

import os
import secrets
import shutil
import unicodedata
from pathlib import Path
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from gongkai.reports import errors
from gongkai.reports.limits import UploadLimits, incoming_folder, upload_limits

NAME_LENGTH = 120
_ROOM_TO_LEAVE = 256 * 1024 * 1024  # bytes of the disk that uploads never take, so that the database can go on


class StoredUpload(UploadedFile):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A file received whole, lying in the incoming folder until a service takes it or the request ends."""

    file: IO[bytes]

    def __init__(self, path: Path, name: str) -> None:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        super().__init__(os.fdopen(descriptor, "w+b"), name)
        self.path = path

    def close(self) -> None:
        """Close, and remove what no service has taken."""
        super().close()
        self.path.unlink(missing_ok=True)


class BoundedUploadHandler(FileUploadHandler):
    """Writes each file to the incoming folder, mode 0600; files beyond a limit are skipped and named.

    `refusals_of(request)` gives what was refused. The stream is read to its end, so that the form's other fields
    arrive and the visitor sees the refusal instead of a broken connection.
    """

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.limits: UploadLimits = upload_limits()
        self.refusals: list[errors.UploadRefused] = []
        self.count = 0
        self.receiving: StoredUpload | None = None
        if request is not None:
            request.upload_refusals = self.refusals  # type: ignore[attr-defined]  # read by refusals_of

    def new_file(self, *args: object, **kwargs: object) -> None:
        """A file begins: count it, and open its place on the disk."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed through as Django gives them
        self.count += 1
        self.receiving = None
        if self.count > self.limits.files:
            raise SkipFile
        path = incoming_folder() / secrets.token_hex(16)
        if shutil.disk_usage(path.parent).free < _ROOM_TO_LEAVE:
            self._refuse(errors.StorageFull(name=self._shown_name()))
        self.receiving = StoredUpload(path, self._shown_name())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A part of it arrives."""
        if self.receiving is None:  # a chunk after the refusal of the file
            raise SkipFile
        if start + len(raw_data) > self.limits.file_bytes:
            self._refuse(errors.FileTooLarge(name=self._shown_name(), limit=self.limits.file_megabytes))
        try:
            self.receiving.file.write(raw_data)
        except OSError:
            self._refuse(errors.StorageFull(name=self._shown_name()))

    def file_complete(self, file_size: int) -> StoredUpload | None:
        """It has arrived whole."""
        stored, self.receiving = self.receiving, None
        if stored is None:
            return None
        stored.file.flush()
        stored.size = file_size
        return stored

    def upload_complete(self) -> None:
        """The request has ended; say once how many files were too many."""
        if self.count > self.limits.files:
            self.refusals.append(errors.TooManyFiles(limit=self.limits.files, count=self.count))

    def upload_interrupted(self) -> None:
        """The visitor went away."""
        if self.receiving is not None:
            self.receiving.close()

    def _shown_name(self) -> str:
        return shown_name(self.file_name or "")

    def _refuse(self, refusal: errors.UploadRefused) -> None:
        self.refusals.append(refusal)
        if self.receiving is not None:
            self.receiving.close()
            self.receiving = None
        raise SkipFile


def refusals_of(request: HttpRequest) -> list[errors.UploadRefused]:
    """What was refused while this request's files arrived."""
    request.FILES  # noqa: B018  # reading it receives the files
    return list(getattr(request, "upload_refusals", ()))


def shown_name(name: str) -> str:
    """A file name safe to show and to send back: no folders, no control or direction characters, not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(" " if unicodedata.category(c).startswith("Z") else c for c in last)
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C").strip()
    if len(plain) > NAME_LENGTH:
        stem, dot, ending = plain.rpartition(".")
        plain = plain[:NAME_LENGTH] if not dot or len(ending) > 10 else f"{stem[: NAME_LENGTH - 12]}….{ending}"
    return plain or "未命名文件"
