"""The bytes of a file, decompressed where it is .gz or .zst, in chunks of bounded size."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import zstandard

from pipelines.contract import FileRefused

GZIP_START, ZST_START = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
ZST_READ_BYTES = 4096  # a hostile one unpacks to at most 128 MB
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError)


def chunks(path: Path, size: int) -> Iterator[tuple[bytes, int]]:
    """Chunks of about `size` bytes and how much of the file itself is read so far.

    Raises FileRefused where the compressed data break off or are damaged.
    """
    with path.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        try:
            for chunk in _unpacked(raw, start, size):
                yield chunk, raw.tell()
        except DAMAGED:
            message = f"{path} is damaged: its compressed data break off or cannot be unpacked. Copy it here again."
            raise FileRefused(message) from None


def _unpacked(raw: BinaryIO, start: bytes, size: int) -> Iterator[bytes]:
    if start.startswith(GZIP_START):
        with gzip.GzipFile(fileobj=raw) as stream:
            yield from iter(lambda: stream.read(size), b"")
    elif start == ZST_START:
        yield from _gathered(_zst(raw), size)
    else:
        yield from iter(lambda: raw.read(size), b"")


def _zst(raw: BinaryIO) -> Iterator[bytes]:
    """Frame by frame; the library's own stream reader says nothing where the last one breaks off."""
    frame = None
    while packed := raw.read(ZST_READ_BYTES):
        while packed:
            frame = frame or zstandard.ZstdDecompressor().decompressobj()
            yield frame.decompress(packed)
            packed = frame.unused_data if frame.eof else b""
            frame = None if frame.eof else frame
    if frame:
        raise EOFError


def _gathered(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)
