"""sources.toml: what it may say, and one sentence for what it may not."""

from pathlib import Path

import pytest

from pipelines.sources import SourceError, read_sources, ready_source

HEAD = '[[source]]\nname = "bank"\nfiles = "*.csv"\n'


def read(tmp_path: Path, text: str) -> list:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return read_sources(path)


def test_a_source_with_everything(tmp_path: Path) -> None:
    text = HEAD + (
        'format = "csv"\nform = "attempts"\nencoding = "gbk"\ntimezone = "Asia/Shanghai"\n'
        '[source.columns]\nrequested_at = "开始"\n[source.values.outcome]\n"失败" = "failed"\n'
        '[source.constants]\nplatform = "bank"\n[source.scope]\n"类型" = ["注销"]\n'
    )
    source = read(tmp_path, text)[0]
    assert (source.form, source.encoding, source.timezone) == ("attempts", "gbk", "Asia/Shanghai")
    assert source.their_name("requested_at") == "开始"
    assert source.their_name("outcome") == "outcome"
    assert source.scope == {"类型": ("注销",)}


def test_files_are_found_beside_the_toml_in_order(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "d.csv").mkdir()
    source = read(tmp_path, HEAD)[0]
    assert [path.name for path in source.paths()] == ["a.csv", "b.csv"]


def test_files_may_be_a_list_or_absolute(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    text = HEAD.replace('"*.csv"', f'["*.csv", "{tmp_path}/a.*"]')
    assert [path.name for path in read(tmp_path, text)[0].paths()] == ["a.csv"]


def test_no_file_matches(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r'Source "bank": no file matches \*\.csv in '):
        read(tmp_path, HEAD)[0].paths()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", r"has no \[\[source\]\] table"),
        ("source = 3", r"has no \[\[source\]\] table"),
        ("source = [3]", r"has no \[\[source\]\] table"),
        ("[[source", "is not valid TOML"),
        ('[[source]]\nfiles = "a"', "has no name"),
        (HEAD + 'colour = "red"', "unknown key colour"),
        (HEAD + 'format = "xlsx"', "format xlsx is not known"),
        (HEAD + 'form = "cases"', "form cases is not known"),
        (HEAD + 'timezone = "Mars/Base"', "timezone Mars/Base is not known"),
        (HEAD + "timezone = 8", "timezone must be a text"),
        (HEAD + "files = 8".replace("files", "encoding"), "encoding must be a text"),
        (HEAD + '[source.columns]\nwallet = "w"', "wallet is not a column of ours"),
        (HEAD + "[source.columns]\nwallet_id = 3", r"\[source.columns\] wallet_id must be a text"),
        (HEAD + 'columns = "x"', r"columns must be a table"),
        (HEAD + '[source.constants]\noutcome = "failed"', "outcome is not a column of ours"),
        (HEAD + '[source.values.event_type]\n"x" = "termination.exploded"', 'maps "x" to "termination.exploded"'),
        (HEAD + '[source.values.colour]\n"x" = "y"', "colour is not a column of ours"),
        (HEAD + "[source.scope]\nIssue = 3", r"\[source.scope\] Issue must be a list"),
        (HEAD + 'use = "nothing"', 'There is no ready source "nothing"'),
        (HEAD + '[source.constants]\nevent_type = "termination.exploded"', 'sets event_type to "termination.exploded"'),
        (HEAD + HEAD, 'the name "bank" is there twice'),
    ],
)
def test_a_wrong_sources_file_is_refused_in_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read(tmp_path, text)


def test_there_is_no_sources_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no sources file"):
        read_sources(tmp_path / "sources.toml")


def test_ready_sources() -> None:
    assert ready_source("events").form == "events"
    assert ready_source("cfpb").columns["wallet_id"] == "Complaint ID"
    with pytest.raises(SourceError, match="Ready are: cfpb, events"):
        ready_source("nothing")


def test_a_source_may_build_on_a_ready_one(tmp_path: Path) -> None:
    text = HEAD + 'use = "cfpb"\n[source.columns]\nregion = "Land"'
    source = read(tmp_path, text)[0]
    assert (source.form, source.their_name("region"), source.their_name("wallet_id")) == (
        "attempts",
        "Land",
        "Complaint ID",
    )
