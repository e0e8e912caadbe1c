"""A text log as slices of whole lines in UTF-8: decompressed, decoded, cut, counted.

Slices bound the memory of a load at any input size, and let identifiers be hashed before anything is stored.
"""

import codecs
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from pipelines.encodings import SAMPLE_BYTES, detect

SLICE_BYTES = 128 << 20
READ_BYTES = 8 << 20
LOOK_BACK_LINES = 200  # how far a cut retreats to find a newline outside quotes


@dataclass(frozen=True)
class Slice:
    """Whole lines of a log: UTF-8 with LF, the physical number of its first line, bytes of the file read so far."""

    data: bytes
    first_line: int
    bytes_read: int


class TextLog:
    """A CSV or JSON lines file, plain, .gz or .zst, in any encoding we read."""

    def __init__(self, path: Path, stated_encoding: str | None = None, slice_bytes: int = SLICE_BYTES):
        self.path = path
        self.slice_bytes = slice_bytes
        with _open(path)[1] as stream:
            self.encoding = detect(path, stream.read(SAMPLE_BYTES), stated_encoding)

    def head(self) -> str:
        """The first line, without its line end."""
        for chunk in self._slices(READ_BYTES):
            return chunk.data.split(b"\n", 1)[0].decode("utf-8", "replace")
        return ""

    def slices(self, skip_lines: int = 0) -> Iterator[Slice]:
        """The log in order, from the line after `skip_lines`."""
        for part in self._slices(self.slice_bytes):
            if part.first_line > skip_lines:
                yield part
                continue
            head, _, rest = part.data.partition(b"\n")
            if rest:
                yield Slice(rest, part.first_line + 1, part.bytes_read)

    def _slices(self, size: int) -> Iterator[Slice]:
        raw, stream = _open(self.path)
        with raw, stream:
            pending, line = bytearray(), 1
            for chunk in _utf8_chunks(stream, self.encoding):
                pending += chunk
                if len(pending) < size:
                    continue
                if cut := _cut(pending):
                    data = bytes(pending[:cut])
                    del pending[:cut]
                    yield Slice(data, line, raw.tell())
                    line += data.count(b"\n")
            if pending:
                yield Slice(bytes(pending), line, raw.tell())


def _open(path: Path) -> tuple[BinaryIO, BinaryIO]:
    """The file itself, whose position tells the progress, and the decompressed stream over it."""
    raw = path.open("rb")
    start = raw.read(4)
    raw.seek(0)
    if start[:2] == b"\x1f\x8b":
        return raw, cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if start == b"\x28\xb5\x2f\xfd":
        reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return raw, cast(BinaryIO, io.BufferedReader(reader, READ_BYTES))
    return raw, raw


def _utf8_chunks(stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    """Chunks in UTF-8 with LF line ends; what cannot be decoded becomes U+FFFD and is refused later."""
    decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding != "utf-8" else None
    is_first, held = True, b""
    while chunk := stream.read(READ_BYTES):
        data = decoder.decode(chunk).encode() if decoder else chunk
        data = held + data
        if is_first:
            data, is_first = data.removeprefix(codecs.BOM_UTF8), False
        held = b"\r" if data.endswith(b"\r") else b""  # its LF may begin the next chunk
        data = data[: len(data) - len(held)]
        yield data.replace(b"\r\n", b"\n") if b"\r" in data else data
    yield held + (decoder.decode(b"", final=True).encode() if decoder else b"")


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
