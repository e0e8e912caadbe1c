"""The vocabulary is complete, and what it plants is personal data with valid checksums."""

from collections import Counter, defaultdict
from string import Formatter

import pyarrow.parquet as pq
import pytest
from demo_logs import Demo

from pipelines.classifier import Taxonomy
from pipelines.demo.filling import Filling
from pipelines.demo.scenario import Scenario, read_data

CAUSES = [cause for cause in Taxonomy.read().causes if cause != "unclassified"]


@pytest.fixture(scope="module")
def planted(demo: Demo) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in pq.read_table(demo.folder / "truth/planted.parquet").to_pylist():
        found[row["kind"]].add(row["value"])
    return found


def test_the_simulator_knows_the_causes_of_the_taxonomy() -> None:
    assert sorted(read_data("causes")["cause"]) == sorted(CAUSES)


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_words_in_both_languages_and_codes(cause: str) -> None:
    held, codes = read_data("wordings")[cause], read_data("codes")
    assert len(held["zh"]) >= 3
    assert len(held["en"]) >= 3
    assert len(held["brief"]) == 2
    assert len(set(held["zh"] + held["en"])) == len(held["zh"] + held["en"])
    assert cause in codes["numbers"]
    assert cause in codes["words"]


def test_every_variable_part_can_be_made() -> None:
    known = set(Filling(Scenario.read(1, 7, 180)).known)
    texts = [
        text
        for held in read_data("wordings").values()
        for part in held.values()
        if isinstance(part, list)
        for text in part
    ]
    asked = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    assert asked <= known


def test_money_is_named_only_where_a_cause_is_about_money() -> None:
    causes = read_data("causes")["cause"]
    for cause in CAUSES:
        words = read_data("wordings")[cause]
        if any("{amount}" in text for text in words["zh"] + words["en"]):
            assert causes[cause].get("amount", 0) > 0, cause


def test_words_of_a_dimension_are_told_apart() -> None:
    scenario = Scenario.read(1, 7, 180)
    for name in ("region", "app_version", "os", "channel", "bank", "component", "age"):
        words = scenario.dimension(name)
        assert Counter(words).most_common(1)[0][1] == 1, name


def test_identity_numbers_have_their_check_character(planted: dict[str, set[str]]) -> None:
    # GB 11643-1999, worked by hand: 11010519491231002X -> 167 mod 11 = 2 -> X
    assert id_check("11010519491231002") == "X"
    assert len(planted["id_number"]) > 50
    assert all(number[-1] == id_check(number[:17]) for number in planted["id_number"])
    assert all(number[2:6] == "0199" for number in planted["id_number"]), "a county that does not exist"


def id_check(digits: str) -> str:
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(digits))
    return "10X98765432"[total % 11]


def test_cards_pass_the_luhn_check(planted: dict[str, set[str]]) -> None:
    assert luhn("79927398713") == 0  # the textbook's: 70 mod 10
    assert {len(card) for card in planted["card"]} == {16, 19}
    assert all(luhn(card) == 0 for card in planted["card"])


def luhn(number: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10


def test_people_are_plainly_invented(planted: dict[str, set[str]]) -> None:
    segments = tuple(read_data("people")["phone_beginnings"])
    assert all(len(phone) == 11 and phone.startswith(segments) for phone in planted["phone"])
    assert all(mail.rsplit("@", 1)[1].split(".")[-2:][0] in ("example", "mail") for mail in planted["email"])
    assert all("*" in value for kind in planted if kind.startswith("masked") for value in planted[kind])
