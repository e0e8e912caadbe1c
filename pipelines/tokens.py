"""Keyed tokens: identifiers are stored only as HMAC-SHA-256 under a key that never enters the warehouse."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

import numpy as np
import pyarrow as pa

KEY_VARIABLE = "TERMINATION_TOKEN_KEY"
TOKEN_BYTES = 9
TOKEN_LENGTH = 12  # characters of 6 bits: those 9 bytes, and twelve characters are what DuckDB keeps inline
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


def tokens(key: bytes, kind: str, identifiers: pa.Array) -> pa.Array:
    """The tokens of many identifiers, none of them NULL.

    HMAC as RFC 2104 composes it, from two states that already hold the key and the kind: hmac.digest takes three
    times as long, the same in SQL too.
    """
    block = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + f"{kind}\x1f".encode()).copy
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block)).copy
    digests = bytearray()
    for identifier in identifiers.cast(pa.binary()).to_pylist():
        inside, outside = inner(), outer()
        inside.update(identifier)
        outside.update(inside.digest())
        digests += outside.digest()[:TOKEN_BYTES]
    text = base64.b64encode(digests, b"_.")
    offsets = np.arange(len(identifiers) + 1, dtype=np.int32) * TOKEN_LENGTH
    return pa.StringArray.from_buffers(len(identifiers), pa.py_buffer(offsets), pa.py_buffer(text))
