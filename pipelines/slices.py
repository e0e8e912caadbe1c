"""A text log as slices of whole lines in UTF-8: decompressed, decoded, cut, counted.

Slices bound the memory of a load at any input size, and let identifiers be hashed before anything is stored.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.compression import chunks
from pipelines.encodings import SAMPLE_BYTES, UNDECODABLE, detect

SLICE_BYTES = 64 << 20
READ_BYTES = 8 << 20
LOOK_BACK_LINES = 200  # how far a cut retreats to find a newline outside quotes
LONGEST_LINE_BYTES = 4 << 20  # the rest of a longer line is not kept; it is refused anyway


@dataclass(frozen=True)
class Slice:
    """Whole lines of a log: UTF-8 with LF, the physical number of its first line, bytes of the file read so far."""

    data: bytes
    first_line: int
    bytes_read: int


class TextLog:
    """A CSV or JSON lines file, plain, .gz or .zst, in any encoding we read.

    Raises FileRefused where the file is damaged, EncodingError where it is no text.
    """

    def __init__(self, path: Path, stated_encoding: str | None = None, slice_bytes: int = SLICE_BYTES):
        self.path = path
        self.slice_bytes = slice_bytes
        self.encoding = detect(path, self._sample(), stated_encoding)

    def head(self) -> str:
        """The first line, without its line end."""
        for part in self._slices(SAMPLE_BYTES):
            return part.data.split(b"\n", 1)[0].decode("utf-8", "replace")
        return ""

    def slices(self, skip_lines: int = 0) -> Iterator[Slice]:
        """The log in order, from the line after `skip_lines` (0 or 1)."""
        for part in self._slices(self.slice_bytes):
            if part.first_line > skip_lines:
                yield part
                continue
            _, _, rest = part.data.partition(b"\n")
            if rest:
                yield Slice(rest, part.first_line + 1, part.bytes_read)

    def _sample(self) -> bytes:
        for chunk, _ in chunks(self.path, SAMPLE_BYTES):
            return chunk
        return b""

    def _slices(self, size: int) -> Iterator[Slice]:
        pending, line, bytes_read = bytearray(), 1, 0
        for chunk, bytes_read in self._utf8_chunks(min(size, READ_BYTES)):
            pending += _without_excess(pending, chunk)
            if len(pending) < size:
                continue
            if cut := _cut(pending):
                data = bytes(pending[:cut])
                del pending[:cut]
                yield Slice(data, line, bytes_read)
                line += data.count(b"\n")
        if pending:
            yield Slice(bytes(pending), line, bytes_read)

    def _utf8_chunks(self, size: int) -> Iterator[tuple[bytes, int]]:
        """Chunks in UTF-8 with LF line ends, and the bytes of the file read so far."""
        decoder = codecs.getincrementaldecoder(self.encoding)(UNDECODABLE) if self.encoding != "utf-8" else None
        held, bytes_read, is_first = b"", 0, True
        for chunk, bytes_read in chunks(self.path, size):
            data = held + (_encoded(decoder.decode(chunk)) if decoder else chunk)
            if is_first and len(data) < len(codecs.BOM_UTF8) and len(chunk) == size:
                held = data
                continue
            data, is_first = data.removeprefix(codecs.BOM_UTF8) if is_first else data, False
            held = b"\r" if data.endswith(b"\r") else b""  # its LF may begin the next chunk
            yield _with_lf(data[: len(data) - len(held)]), bytes_read
        yield _with_lf(held + (_encoded(decoder.decode(b"", final=True)) if decoder else b"")), bytes_read


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _with_lf(data: bytes) -> bytes:
    """CR LF as LF. A CR alone is white space inside a line: DuckDB stumbles over one among LFs."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b" ") if b"\r" in data else data


def _without_excess(pending: bytearray, chunk: bytes) -> bytes:
    """The chunk without what would only lengthen a line that is too long already."""
    last = len(pending) - (pending.rfind(b"\n") + 1)
    if last <= LONGEST_LINE_BYTES:
        return chunk
    end = chunk.find(b"\n")
    return chunk[end:] if end >= 0 else b""


def _cut(pending: bytearray) -> int:
    """Where to cut: after the last newline outside quotes; after the last one at all where quotes do not match."""
    last = pending.rfind(b"\n") + 1
    quotes = pending.count(b'"', 0, last)
    end = last
    for _ in range(LOOK_BACK_LINES):
        if quotes % 2 == 0 or not end:
            break
        before = pending.rfind(b"\n", 0, end - 1) + 1
        quotes -= pending.count(b'"', before, end)
        end = before
    return end if end and quotes % 2 == 0 else last
