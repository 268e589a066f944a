"""How large and how slow a file may be before it is refused; every bound can be set."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file. Sizes are bytes, times are seconds.

    `archive_*` bound what a DOCX, XLSX or ODS (all of them zip archives) may expand to; the ratio is looked at only
    above `archive_free` bytes, because the XML of an honest table compresses fifty times.
    """

    file_bytes: int = 30 * MEGABYTE
    pages: int = 300
    seconds: float = 60.0
    memory: int = 1024 * MEGABYTE
    table_cells: int = 200_000
    paragraphs: int = 200_000
    nesting: int = 200
    archive_bytes: int = 200 * MEGABYTE
    archive_free: int = 16 * MEGABYTE
    archive_ratio: int = 150
    archive_members: int = 10_000
    xml_bytes: int = 48 * MEGABYTE


DEFAULT = Limits()
