"""Another taxonomy changes history where it stands; what it moved is told and remembered."""

import pytest
from load_rows import LOADED_AT, Workplace
from reviews_made import AT, MOON, assign, decide, everything, from_nothing, ids, use
from taxonomy_changed import changed_taxonomy

from pipelines.load import Settings, load
from pipelines.named_files import find_files
from pipelines.reclassify_publish import apply_taxonomy
from warehouse import open_snapshot


def test_a_changed_taxonomy_moves_history_and_says_so(loaded: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_snapshot(loaded.folder).taxonomy_version
    assert apply_taxonomy(loaded.folder, AT) is None
    use(monkeypatch, changed_taxonomy(loaded.root))
    published = apply_taxonomy(loaded.folder, AT)
    assert published is not None
    assert (published.taxonomy_before, published.count_failures_moved) == (first, 1)
    assert loaded.ask("SELECT DISTINCT taxonomy_version FROM failures") == [(published.taxonomy_version,)]
    versions = loaded.ask("SELECT taxonomy_version, applied_at, count_failures_moved FROM taxonomy_versions")
    assert versions == [(first, LOADED_AT, 0), (published.taxonomy_version, AT, 1)]
    changes = loaded.ask("SELECT month::VARCHAR, cause_before, cause_after, count_failures FROM decision_changes")
    assert changes == [("2026-03-01", "unclassified", "pp_operating_window", 1)]
    assert everything(loaded.folder) == from_nothing(loaded, "1.csv")


def test_versions_are_remembered_when_all_is_built_anew(loaded: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another reporting zone and another taxonomy at once: the zone asks for a build from nothing."""
    use(monkeypatch, changed_taxonomy(loaded.root))
    zone = Settings(loaded.folder, AT, 480, is_silent=True)
    load(find_files([str(loaded.root / "1.csv")], None, None), zone)
    assert loaded.ask("SELECT count_failures_moved FROM taxonomy_versions ORDER BY applied_at") == [(0,), (1,)]
    assert loaded.ask("SELECT cause_after, count_failures FROM decision_changes") == [("pp_operating_window", 1)]


def test_marts_of_another_version_of_the_product_are_built_anew(
    loaded: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables of other models must not be added to: a load of a known file is enough to make them anew."""
    before = everything(loaded.folder)
    assert loaded.load_files(loaded.root / "1.csv").published is None
    monkeypatch.setattr("pipelines.publishing.models_version", lambda: "another")
    published = loaded.load_files(loaded.root / "1.csv").published
    assert published is not None
    assert (published.taxonomy_before, published.count_failures_moved) == (None, 0)
    assert everything(loaded.folder) == before


def test_a_review_beats_every_taxonomy_and_follows_a_cause_that_was_replaced(
    loaded: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(loaded, assign(ids(loaded)[MOON]))
    folder = changed_taxonomy(loaded.root)
    use(monkeypatch, folder)
    apply_taxonomy(loaded.folder, AT)
    moon = f"SELECT cause, decided_by FROM failures WHERE message = '{MOON}'"
    assert loaded.ask(moon) == [("pi_identity_mismatch", "review:000001")]
    causes = folder / "causes.toml"
    named = 'id = "pi_identity_mismatch"\n'
    replaced = f'{named}deprecated = true\nreplaced_by = "pi_document_missing"\n'
    causes.write_text(causes.read_text("utf-8").replace(named, replaced), encoding="utf-8")
    apply_taxonomy(loaded.folder, AT)
    assert loaded.ask(moon) == [("pi_document_missing", "review:000001")]
