"""Keyed tokens: identifiers are stored only as HMAC-SHA-256 under a key that never enters the warehouse."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

KEY_VARIABLE = "TERMINATION_TOKEN_KEY"
TOKEN_LENGTH = 12  # characters of 6 bits: 72 bits, and twelve bytes are what DuckDB keeps inline
SHORTEST_KEY = 16
BLOCK = 64  # bytes, the block size of SHA-256


class TokenKeyError(Exception):
    """The key for tokens is missing, too short or readable by others."""


def token_key(warehouse: Path) -> bytes:
    """The key: from TERMINATION_TOKEN_KEY, else a file beside the warehouse, made at the first load (mode 600)."""
    if stated := os.environ.get(KEY_VARIABLE):
        return _long_enough(stated.encode(), KEY_VARIABLE)
    path = warehouse.resolve().parent / "token.key"
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise TokenKeyError(f"{path} can be read by others. Run: chmod 600 {path}")
    return _long_enough(path.read_bytes().strip(), str(path))


def _long_enough(key: bytes, where: str) -> bytes:
    if len(key) < SHORTEST_KEY:
        raise TokenKeyError(f"The key in {where} is shorter than {SHORTEST_KEY} characters. Set a longer random one.")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())


def token(key: bytes, kind: str, identifier: str) -> str:
    """The token of one identifier; `kind` ("wallet", "user") keeps equal ids of two kinds apart."""
    digest = hmac.new(key, f"{kind}\x1f{identifier}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest, b"_.")[:TOKEN_LENGTH].decode()


def token_sql(key: bytes, kind: str, column: str) -> str:
    """SQL that gives the same as token(); DuckDB 2.0 has no HMAC, so it is composed as RFC 2104 says.

    The pads are written into the text: read through a variable the same expression takes twice as long.
    """
    block = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner, outer = (_blob(bytes(byte ^ pad for byte in block)) for pad in (0x36, 0x5C))
    message = f"encode('{kind}' || chr(31) || {column})"
    digest = f"unhex(sha256({outer} || unhex(sha256({inner} || {message}))))"
    return f"replace(replace(left(to_base64({digest}), {TOKEN_LENGTH}), '+', '_'), '/', '.')"


def _blob(data: bytes) -> str:
    return "'" + "".join(f"\\x{byte:02X}" for byte in data) + "'::BLOB"
