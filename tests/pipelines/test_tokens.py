"""Tokens: the same in Python and SQL, apart for each key and kind, and a key nobody else can read."""

import hashlib
import hmac
from base64 import b64encode
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.tokens import KEY_VARIABLE, TOKEN_LENGTH, TokenKeyError, token, token_key, tokens

KEY = b"0123456789abcdef"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(identifiers=st.lists(texts, max_size=5), key=st.binary(min_size=1, max_size=80))
def test_many_tokens_are_those_of_each(identifiers: list[str], key: bytes) -> None:
    expected = [token(key, "wallet", identifier) for identifier in identifiers]
    assert tokens(key, "wallet", pa.array(identifiers, pa.string())).to_pylist() == expected


def test_a_token_is_the_beginning_of_an_hmac() -> None:
    digest = hmac.new(KEY, b"wallet\x1fW1", hashlib.sha256).digest()
    assert token(KEY, "wallet", "W1") == b64encode(digest).decode()[:TOKEN_LENGTH].replace("+", "_").replace("/", ".")


def test_kinds_and_keys_are_kept_apart() -> None:
    tokens = {token(KEY, "wallet", "1"), token(KEY, "user", "1"), token(b"another", "wallet", "1")}
    assert len(tokens) == 3


def test_the_key_is_made_once_beside_the_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    warehouse = tmp_path / "warehouse"
    key = token_key(warehouse)
    assert len(key) == 64
    assert token_key(warehouse) == key
    assert (tmp_path / "token.key").stat().st_mode & 0o777 == 0o600
    assert not warehouse.exists()


def test_the_key_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "k" * 16)
    assert token_key(tmp_path / "warehouse") == b"k" * 16
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "short"])
def test_a_key_that_is_too_short_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    path = tmp_path / "token.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(TokenKeyError, match="shorter than 16"):
        token_key(tmp_path / "warehouse")
    monkeypatch.setenv(KEY_VARIABLE, "short")
    with pytest.raises(TokenKeyError, match="shorter than 16"):
        token_key(tmp_path / "warehouse")


def test_a_key_others_can_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    token_key(tmp_path / "warehouse")
    (tmp_path / "token.key").chmod(0o644)
    with pytest.raises(TokenKeyError, match="chmod 600"):
        token_key(tmp_path / "warehouse")
