"""Which encoding a log is in: detected from a sample, or checked against what its source states."""

import codecs
from pathlib import Path

from pipelines.contract import FileRefused

SAMPLE_BYTES = 1 << 20
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("utf-8", "gb18030")
READ_AS = {"gbk": "gb18030", "gb2312": "gb18030", "utf-16": "utf-16-le", "utf-8-sig": "utf-8", "ascii": "utf-8"}
TOLERATED_SHARE = 0.05  # of the lines outside ASCII; more broken lines than that is a wrong encoding, not dirt
BINARY_SHARE, FEW_ZEROS = 0.001, 8  # zero bytes among all; a few cost their own lines
BINARY_STARTS = {
    b"PK\x03\x04": "an Excel or zip file; save it as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel file; save it as CSV",
    b"%PDF": "a PDF; export the log as CSV or JSON lines",
    b"SQLite format 3": "a SQLite database; export the log as CSV",
    b"PAR1": 'a Parquet file; set format = "parquet" in its source',
    b"BZh": "a bzip2 file; unpack it, or pack it as .gz or .zst",
    b"\xfd7zXZ": "an xz file; unpack it, or pack it as .gz or .zst",
}


UNDECODABLE, BROKEN = "undecodable", "\udcff"


def _undecodable(error: UnicodeError) -> tuple[str, int]:
    """A byte that cannot be decoded becomes one that is no UTF-8 either: its line is found and refused later."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error(UNDECODABLE, _undecodable)


class EncodingError(FileRefused):
    """A file that is no text in any encoding we read, or not in the one its source states."""


def detect(path: Path, sample: bytes, stated: str | None = None) -> str:
    """The encoding of a text log, as a Python codec name (utf-8, gb18030, utf-16-le, utf-16-be).

    `sample` is the beginning of the file. Raises EncodingError with what to change in the sources file.
    """
    _refuse_binary(path, sample)
    for mark, encoding in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding
    if stated:
        return _checked(path, sample, stated)
    if wide := _without_mark(sample):
        return wide
    scores = {encoding: _broken_share(sample, encoding) for encoding in CANDIDATES}
    best = min(scores, key=lambda encoding: scores[encoding])
    if scores[best] > TOLERATED_SHARE:
        raise EncodingError(
            f'{path} is neither UTF-8 nor GB18030 text. State its encoding in the source: encoding = "..."'
        )
    return best


def _refuse_binary(path: Path, sample: bytes) -> None:
    for start, what in BINARY_STARTS.items():
        if sample.startswith(start):
            raise EncodingError(f"{path} is {what}.")
    is_wide = sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _without_mark(sample)
    if sample.count(0) > max(FEW_ZEROS, BINARY_SHARE * len(sample)) and not is_wide:
        raise EncodingError(f"{path} is a binary file, not a text log. Give CSV, JSON lines or Parquet.")


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 without a mark shows as every second byte zero in its ASCII parts."""
    if len(sample) < 4:
        return None
    even, odd = sample[0:4000:2].count(0), sample[1:4000:2].count(0)
    half = min(len(sample), 4000) // 2
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.02 * half else None


def _checked(path: Path, sample: bytes, stated: str) -> str:
    try:
        codec = codecs.lookup(stated).name
    except LookupError:
        message = f'{path}: the stated encoding "{stated}" is not known. Use utf-8, gb18030 or utf-16.'
        raise EncodingError(message) from None
    codec = READ_AS.get(codec, codec)
    if _broken_share(sample, codec) <= TOLERATED_SHARE:
        return codec
    fits = [other for other in CANDIDATES if _broken_share(sample, other) <= TOLERATED_SHARE]
    hint = f'It reads as {fits[0]}: set encoding = "{fits[0]}" in its source.' if fits else "Check the file."
    raise EncodingError(f"{path} is not {stated}, as its source states. {hint}")


def _broken_share(sample: bytes, encoding: str) -> float:
    """Share of the lines outside ASCII that cannot be decoded; the last line may be cut and does not count."""
    text = sample.decode(encoding, UNDECODABLE)
    lines = [line for line in text[: text.rfind("\n") + 1 or None].split("\n") if not line.isascii()]
    broken = sum(BROKEN in line for line in lines)
    return broken / len(lines) if lines else 0.0
