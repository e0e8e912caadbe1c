"""causes.toml holds the whole taxonomy, and a broken one is refused by file and line."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.causes import ADVICE, Cause, read_categories, read_causes, read_words
from pipelines.classify import Taxonomy, TaxonomyError
from pipelines.taxonomy_files import TaxonomyFile, read_file

# The four categories of the domain and how many causes each has: 8 + 10 + 14 + 6, and unclassified.
COUNTS = {
    "personal_information": 8,
    "technical_fault": 10,
    "platform_policy": 14,
    "legal_regulatory": 6,
    "unclassified": 1,
}
CATEGORY = """
[[category]]
id = "legal_regulatory"
label_en = "Law"
label_zh = "法律"
owner = "legal"
"""
CAUSE = """
[[cause]]
id = "{id}"
category = "{category}"
label_en = "A"
label_zh = "甲"
advice = "{advice}"
safe_en = "Please wait."
safe_zh = "请等待。"
signals = ["a"]
"""


def broken(tmp_path: Path, text: str) -> str:
    """What is said of a causes.toml with this text."""
    (tmp_path / "causes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TaxonomyError) as refused:
        read_all(tmp_path / "causes.toml")
    return str(refused.value)


def read_all(path: Path) -> Mapping[str, Cause]:
    file = read_file(path)
    return read_causes(file, read_categories(file))


def cause(name: str = "unclassified", category: str = "legal_regulatory", advice: str = "wait") -> str:
    return CAUSE.format(id=name, category=category, advice=advice)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return Taxonomy.read()


def test_every_category_has_its_causes(taxonomy: Taxonomy) -> None:
    found = [entry.cause_category for entry in taxonomy.causes.values()]
    assert {name: found.count(name) for name in taxonomy.categories} == COUNTS


def test_categories_keep_their_order(taxonomy: Taxonomy) -> None:
    assert [entry.position for entry in taxonomy.categories.values()] == [0, 1, 2, 3, 4]


def test_a_cause_belongs_to_the_team_of_its_category_unless_it_says_otherwise(taxonomy: Taxonomy) -> None:
    assert taxonomy.causes["pp_manual_review"].owner == taxonomy.categories["platform_policy"].owner


def test_advice_and_texts_are_there(taxonomy: Taxonomy) -> None:
    for entry in taxonomy.causes.values():
        assert entry.advice in ADVICE
        assert all((entry.label_en, entry.label_zh, entry.safe_en, entry.safe_zh, entry.signals))


@pytest.mark.parametrize("name", ["lr_aml_review", "lr_judicial_freeze", "pp_risk_control_hold"])
def test_a_customer_never_reads_of_aml_courts_or_risk_rules(taxonomy: Taxonomy, name: str) -> None:
    entry = taxonomy.causes[name]
    said = f"{entry.safe_en} {entry.safe_zh}".lower()
    told = ("aml", "launder", "suspicio", "fraud", "court", "judicial", "risk", "freez", "frozen")
    assert not any(word in said for word in (*told, "洗钱", "可疑", "欺诈", "司法", "法院", "冻结", "风控"))


def test_words_of_the_journey(taxonomy: Taxonomy) -> None:
    groups = [word.group for word in taxonomy.words.values()]
    counts = {group: groups.count(group) for group in set(groups)}
    assert counts == {
        "consequence": 5,
        "countermeasure": 4,
        "preparation": 3,
        "help_channel": 6,
        "reregistration": 5,
    }
    assert all(word.label_en and word.label_zh for word in taxonomy.words.values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CATEGORY + cause(category="other"), 'causes.toml line 8: there is no category "other"'),
        (CATEGORY + cause(advice="hope"), '"advice" is "hope" but must be one of retry, fix'),
        (CATEGORY + cause() + cause(), 'causes.toml line 18: the id "unclassified" is taken, see line 8'),
        (CATEGORY + cause("Bad-Id"), 'the id "Bad-Id" must be lower-case'),
        (CATEGORY + cause().replace("label_zh", "label_fr"), '"label_fr" is not known here'),
        (CATEGORY + cause().replace('label_zh = "甲"\n', ""), '"label_zh" must be a text'),
        (CATEGORY + cause().replace('["a"]', '"a"'), '"signals" must be a list of texts'),
        (CATEGORY + cause() + 'replaced_by = "lr_gone"\n', '"lr_gone", which is not in this file'),
        (CATEGORY + cause("lr_a"), 'the cause "unclassified" must stay'),
        (CATEGORY.replace('"Law"', '"Law'), "causes.toml line 4: "),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert said in broken(tmp_path, text)


def test_a_missing_file_and_a_wrong_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match="There is no taxonomy file"):
        read_file(tmp_path / "causes.toml")
    (tmp_path / "causes.toml").write_bytes("# 余额".encode("gb18030"))
    with pytest.raises(TaxonomyError, match="save the file as UTF-8"):
        read_file(tmp_path / "causes.toml")


def test_a_retired_cause_names_what_took_its_place(tmp_path: Path) -> None:
    retired = cause("lr_old") + 'deprecated = true\nreplaced_by = "unclassified"\n'
    (tmp_path / "causes.toml").write_text(CATEGORY + cause() + retired, encoding="utf-8")
    causes = read_all(tmp_path / "causes.toml")
    assert causes["lr_old"].is_deprecated
    assert causes["lr_old"].replaced_by == "unclassified"


def test_a_word_of_an_unknown_group_is_refused() -> None:
    word = {"id": "cq_a", "group": "weather", "label_en": "A", "label_zh": "甲"}
    with pytest.raises(TaxonomyError, match='"group" is "weather"'):
        read_words(TaxonomyFile("causes.toml", "[[word]]", {"word": [word]}))
