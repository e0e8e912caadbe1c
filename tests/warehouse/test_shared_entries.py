"""Notes and views in their files: added to and never changed, whole after a crash; the last entry of each stands."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.shared import NOTES, Entry, SharedBroken, append, read, standing, state, writing
from warehouse.sweep import sweep

AT = datetime(2026, 11, 25, 10, 20)


def said(kind: str, of: str = "", text: str | None = "gateway replaced") -> Entry:
    return Entry(kind, "li", AT, of, None if kind == "delete" else {"text": text})  # type: ignore[arg-type]


def test_what_is_said_last_of_each_stands_and_all_is_kept(tmp_path: Path) -> None:
    path = tmp_path / NOTES
    with writing(path):
        first, second = append(path, said("add")), append(path, said("add", text="second"))
        append(path, said("change", first.of, "first, otherwise"))
        append(path, said("delete", second.of))
    assert [entry.entry_id for entry in read(path)] == ["000001", "000002", "000003", "000004"]
    assert {of: entry.held for of, entry in standing(read(path)).items()} == {"000001": {"text": "first, otherwise"}}


def test_half_a_line_of_a_crash_never_counted(tmp_path: Path) -> None:
    path = tmp_path / NOTES
    append(path, said("add"))
    with path.open("ab") as file:
        file.write(b'{"kind": "add", "auth')
    assert len(read(path)) == 1
    assert append(path, said("add", text="after")).entry_id == "000002"
    assert [entry.held for entry in read(path)] == [{"text": "gateway replaced"}, {"text": "after"}]


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '{"kind": "add"}',
        '{"kind":"add","author":"li","written_at":"2026-11-25","of":"1","held":{},"entry_id":"000007"}',
        '{"kind":"add","author":"li","written_at":"2026-11-25","of":"1","held":null,"entry_id":"000001"}',
        '{"kind":"burn","author":"li","written_at":"2026-11-25","of":"1","held":{},"entry_id":"000001"}',
    ],
)
def test_a_line_that_is_no_entry_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / NOTES).write_text(line + "\n")
    with pytest.raises(SharedBroken, match=r"notes\.jsonl, line 1"):
        read(tmp_path / NOTES)


def test_the_state_changes_with_each_entry_and_no_sweep_takes_the_file(tmp_path: Path) -> None:
    path = tmp_path / NOTES
    before = state(path)
    append(path, said("add"))
    assert (before, state(path)) == ("", str(path.stat().st_size))
    sweep(tmp_path, None)
    assert len(read(path)) == 1


@given(kinds=st.lists(st.sampled_from(["add", "change", "delete"]), max_size=12))
def test_a_deleted_note_never_stands_again_by_itself(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str]
) -> None:
    """Whatever is said of the first note, it stands exactly where the last word on it is no deletion."""
    path = tmp_path_factory.mktemp("shared") / NOTES
    of = append(path, said("add")).of
    for kind in kinds:
        append(path, said(kind, "" if kind == "add" else of))
    last = [kind for kind in kinds if kind != "add"][-1:] or ["add"]
    assert (of in standing(read(path))) == (last != ["delete"])
