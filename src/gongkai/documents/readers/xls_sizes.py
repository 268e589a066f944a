"""Whether an old workbook's stated sizes can be true, before the library reserves memory for them.

The library takes the sizes in the file at their word and ends the whole process when there is no such memory.
Sources: [MS-CFB] for the container, [MS-XLS] 2.4.90 (Dimensions) and 2.4.265 (SST) for the records.
"""

import struct
from collections.abc import Iterator

END = 0xFFFFFFFA
"""This and all above mark the end of a chain or a free sector."""
DIMENSIONS, STRINGS = 0x0200, 0x00FC
NAMES = ("Workbook", "Book")
MINI = 4096
ENTRY = 128
HEADER_COUNTS = (40, 44, 64, 72)  # directory, FAT, mini FAT and DIFAT sectors


def are_plausible(data: bytes, most_cells: int) -> bool:
    """Whether every size that memory is reserved for fits the file, and no sheet claims more than `most_cells`.

    False too where the container cannot be followed.
    """
    try:
        return _are_plausible(data, most_cells)
    except (struct.error, IndexError):
        return False


def _are_plausible(data: bytes, most_cells: int) -> bool:
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        return False
    sectors = len(data) >> shift
    if any(struct.unpack_from("<I", data, place)[0] > sectors for place in HEADER_COUNTS):
        return False
    stream = _Container(data, shift).workbook()
    return stream is not None and all(_fits(kind, body, len(stream), most_cells) for kind, body in _records(stream))


def _fits(kind: int, body: bytes, size: int, most_cells: int) -> bool:
    if kind == DIMENSIONS and len(body) >= 10:
        places: tuple[int, ...] = struct.unpack_from("<IIHH" if len(body) >= 12 else "<HHHH", body)
        rows, columns = places[1] - places[0], places[3] - places[2]
        # The library subtracts without a sign: an end before the beginning is the largest size of all.
        fits: bool = 0 <= rows < most_cells and columns >= 0 and rows * columns <= most_cells
        return fits
    if kind == STRINGS and len(body) >= 8:
        stated: int = struct.unpack_from("<i", body, 4)[0]
        return 0 <= stated <= size
    return True


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


class _Container:
    """The streams of a compound file, as far as its chains go; a chain that closes on itself ends."""

    def __init__(self, data: bytes, shift: int) -> None:
        self.data = data
        self.shift = shift
        blocks = [number for number in struct.unpack_from("<109I", data, 76) if number < END]
        more = struct.unpack_from("<I", data, 68)[0]
        entries = (1 << shift) // 4
        for _ in range(len(data) >> shift):
            if more >= END:
                break
            listed = struct.unpack(f"<{entries}I", self._sector(more))
            blocks += [number for number in listed[:-1] if number < END]
            more = listed[-1]
        self.next: list[int] = []
        for block in blocks:
            self.next += struct.unpack(f"<{entries}I", self._sector(block))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self.shift
        return self.data[start : start + (1 << self.shift)].ljust(1 << self.shift, b"\0")

    def _stream(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(start, self.next))

    def workbook(self) -> bytes | None:
        """The workbook's stream of records."""
        directory = self._stream(struct.unpack_from("<I", self.data, 48)[0])
        root: tuple[int, int] | None = None
        for place in range(0, len(directory) - ENTRY + 1, ENTRY):
            entry = directory[place : place + ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == 5:
                root = start, size
            elif entry[: max(length - 2, 0)].decode("utf-16-le", "replace") in NAMES:
                return (
                    self._stream(start)[:size]
                    if size >= MINI or root is None
                    else self._small(start, size, root[0])
                )
        return None

    def _small(self, start: int, size: int, root: int) -> bytes:
        """A stream under 4096 bytes, which lies in sectors of 64 bytes within the root's stream."""
        inner = self._stream(root)
        table = self._stream(struct.unpack_from("<I", self.data, 60)[0])
        following = list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))
        return b"".join(inner[number * 64 : number * 64 + 64] for number in _chain(start, following))[:size]


def _chain(start: int, following: list[int]) -> Iterator[int]:
    seen: set[int] = set()
    while start < len(following) and start not in seen:
        seen.add(start)
        yield start
        start = following[start]
