"""From a row of the queue to a new snapshot and back: choose, preview, keep, apply, take back. The real processes."""

import json
import shutil
from pathlib import Path

import pytest
from logged_rows import load_rows
from streamlit.testing.v1 import AppTest

from dashboards import actions
from warehouse import open_snapshot, read_manifest
from warehouse.connect import connect, literal

pytestmark = pytest.mark.slow

# Two signatures without a cause: Z0 failed twice (w1, w2), Z1 once (w1). The log has 5 failures of 4 wallets.
ROWS = tuple(
    row
    for number, (wallet, said) in enumerate(
        [
            ("w1", "Z0,zqxj wvkk"),
            ("w2", "Z0,zqxj wvkk"),
            ("w1", "Z1,qqzv <b>xkcd</b> :red[jj]"),
            ("w3", "E2,余额不为零"),
            ("w4", "E2,余额不为零"),
        ]
    )
    for row in (
        f"2026-11-0{number + 1}T10:00Z,termination.requested,{wallet},p,{number}a,r{number}",
        f"2026-11-0{number + 1}T10:01Z,termination.failed,{wallet},p,{number}b,r{number},{said}",
    )
)
ENTRY = {"reason": "seen at the counter", "reviewer": "Ann"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("flow"), ROWS)


@pytest.fixture
def folder(loaded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded, tmp_path / "warehouse"))


def signature(folder: Path, code: str) -> dict:
    found = open_snapshot(folder).query("SELECT * FROM signatures WHERE error_code = $code", {"code": code})
    return dict(found.to_dict("records")[0])


def said(app: AppTest) -> str:
    return " ".join(str(shown.value) for kind in ("markdown", "caption", "error") for shown in getattr(app, kind))


def click(app: AppTest, key: str) -> AppTest:
    clicked = app.button(key=key).click().run(timeout=120)
    assert not clicked.exception
    return clicked


def decide(app: AppTest, name: str) -> AppTest:
    """Preview a draft, give a reason, keep it."""
    assert [button for button in app.button if button.key == f"review_keep_{name}"] == []  # not before a preview
    click(app, f"review_preview_{name}")
    assert app.button(key=f"review_keep_{name}").disabled  # not without a reason
    app.text_area(key=f"review_reason_{name}").set_value("seen at the counter").run()
    return click(app, f"review_keep_{name}")


def test_assign_apply_and_take_back(open_app, folder: Path) -> None:
    z0 = signature(folder, "Z0")
    assert z0["cause"] == "unclassified"
    app = open_app(folder, "review", lang="en", signature=z0["signature_id"])
    app.text_input(key="reviewer").set_value("Ann").run()
    app.selectbox(key="review_cause").set_value("tf_network_timeout").run()
    decide(app, "decision")
    # Kept, previewed with the pending ones, not applied: the snapshot is as it was.
    assert "**2 failures** of **2 wallets**" in said(app)
    assert signature(folder, "Z0")["cause"] == "unclassified"
    assert "signature" not in app.query_params
    click(app, "review_apply")
    now = signature(folder, "Z0")
    assert (now["cause"], now["decided_by"], now["confidence"]) == ("tf_network_timeout", "review:000001", 1.0)
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Decided by a person"] == "40.0%"  # 2 of 5
    app.session_state["review_undo"] = "000001"
    decide(app.run(), "undo")
    click(app, "review_apply")
    assert signature(folder, "Z0")["cause"] == "unclassified"
    history = next(frame.value for frame in app.dataframe if "what_changed" in frame.value)
    assert history["reviewer"].tolist() == ["Ann"] * 4  # apply, undo, apply, assign
    assert history["state"].tolist() == ["–", "applied", "–", "taken back"]


def test_many_at_once_and_hostile_text_stays_text(open_app, folder: Path) -> None:
    ids = [signature(folder, code)["signature_id"] for code in ("Z0", "Z1")]
    app = open_app(folder, "review", lang="zh", signature=ids)
    assert not app.exception
    shown = [code.value for code in app.code]
    assert any("<b>xkcd</b> :red[jj]" in text for text in shown)  # st.code: shown as it is
    assert not any("<b>" in markdown.value for markdown in app.markdown)
    queue = next(frame.value for frame in app.dataframe if "template" in frame.value and "trend" in frame.value)
    assert sorted(queue["error_code"].tolist()[:2]) == ["Z0", "Z1"]


def test_a_refused_review_says_why_and_changes_nothing(folder: Path) -> None:
    before = open_snapshot(folder).name
    with pytest.raises(actions.Refused, match="no cause"):
        actions.keep(
            folder, "assign", ENTRY | {"signature_ids": [signature(folder, "Z0")["signature_id"]], "cause": "x"}
        )
    assert not (folder / "reviews.jsonl").exists()
    assert open_snapshot(folder).name == before


def test_nothing_of_an_entry_reaches_a_shell(folder: Path, tmp_path: Path) -> None:
    hostile = "$(touch " + str(tmp_path / "owned") + "); -- ' \" \n"
    entry = {"signature_ids": [signature(folder, "Z0")["signature_id"]], "cause": "tf_network_timeout", "reviewer": "A"}
    assert actions.keep(folder, "assign", entry | {"reason": hostile})["count_pending"] == 1
    assert not (tmp_path / "owned").exists()


def test_a_broken_file_of_reviews_is_named(open_app, folder: Path) -> None:
    (folder / "reviews.jsonl").write_text(json.dumps({"kind": "assign"}) + "\n")
    app = open_app(folder, "review", lang="en")
    assert not app.exception
    assert any("line 1" in error.value for error in app.error)


@pytest.mark.parametrize(
    ("said_so", "sentence"),
    [
        (b"error: There is no cause.\n", "There is no cause."),
        (b"warming up\nerror: Binder Error\n\nLINE 8: x\n   ^\n", "Binder Error"),
        (b"Traceback ...\nKeyError: 'x'\n", "KeyError: 'x'"),
        (b"", "no answer"),
    ],
)
def test_the_reason_is_found_in_what_was_said(said_so: bytes, sentence: str) -> None:
    assert actions.sentence(said_so) == sentence


def test_merged_signatures_can_be_split_again(open_app, folder: Path) -> None:
    z0, z1 = (signature(folder, code)["signature_id"] for code in ("Z0", "Z1"))
    actions.keep(folder, "merge", ENTRY | {"signature_ids": [z1], "into": z0})
    actions.apply(folder, "Ann", None)
    assert signature(folder, "Z0")["count_failures"] == 3  # 2 + 1
    app = open_app(folder, "review", lang="en", signature=z0)
    app.button_group(key="review_decision_3").set_value("split").run()
    assert not app.exception
    assert app.multiselect[-1].value == [z1]
    assert not app.button(key="review_preview_decision").disabled


def test_an_older_snapshot_says_what_to_do(open_app, folder: Path) -> None:
    connection = connect()
    connection.execute(f"ATTACH {literal(folder / read_manifest(folder).marts)} AS marts")
    for relation in ("wallets_daily", "taxonomy_versions", "classification_quality", "merged_signatures"):
        connection.execute(f"DROP TABLE marts.{relation}")
    connection.close()
    app = open_app(folder, "review", lang="en", signature="x")
    assert not app.exception
    assert said(app).count("Load again") == 2  # for the queue and for the versions
    assert "carries no evaluation" in said(app)
