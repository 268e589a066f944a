"""What an upload may cost, as configured; every limit has its own refusal in `errors`."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

INCOMING = "incoming"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Bytes a file, files and pages, seconds and bytes of memory a file, and how long everything is kept."""

    file_bytes: int
    files: int
    pages: int
    seconds: int
    memory_bytes: int
    keep: timedelta

    @property
    def file_megabytes(self) -> str:
        """The size limit in MB, for messages."""
        return f"{self.file_bytes / MEGABYTE:g}"

    @property
    def keep_words(self) -> str:
        """How long uploads are kept, in words: “1 小时”, “90 分钟”."""
        minutes = round(self.keep.total_seconds() / 60)
        return f"{minutes // 60} 小时" if minutes % 60 == 0 else f"{minutes} 分钟"


def upload_limits() -> UploadLimits:
    """The limits in force."""
    return UploadLimits(
        file_bytes=settings.GONGKAI_UPLOAD_FILE_BYTES,
        files=settings.GONGKAI_UPLOAD_FILES,
        pages=settings.GONGKAI_UPLOAD_PAGES,
        seconds=settings.GONGKAI_UPLOAD_SECONDS,
        memory_bytes=settings.GONGKAI_UPLOAD_MEMORY_BYTES,
        keep=timedelta(seconds=settings.GONGKAI_UPLOAD_KEEP_SECONDS),
    )


def uploads_folder() -> Path:
    """Where uploads lie until they are deleted: readable by this user only, never served."""
    folder = Path(settings.GONGKAI_HOME) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def incoming_folder() -> Path:
    """Where an upload lies while it is being received."""
    folder = uploads_folder() / INCOMING
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
