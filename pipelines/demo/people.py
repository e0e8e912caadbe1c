"""Names, numbers and addresses of people who do not exist; each follows from the number of the person."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.demo.arrays import Ints, Rows
from pipelines.demo.hashing import below, chosen, joined, padded, pick, share
from pipelines.demo.scenario import Scenario, read_data

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
TWO_GIVEN_NAMES = 0.72


class People:
    """Personal data of the users of some rows, as texts."""

    def __init__(self, scenario: Scenario) -> None:
        self._held = read_data("people")
        self._province = np.array(
            [0, *(self._held["provinces"][name] for name in scenario.dimension("region")[1:])]
        )
        self._born = np.array([[1980, 1990], *(age["born"] for age in scenario.world["age"])])

    def makers(self) -> dict[str, Callable[[Rows], pa.Array]]:
        """What can be asked for, by kind."""
        kinds = ("name", "masked_name", "latin_name", "phone", "masked_phone", "id_number", "masked_id")
        more = ("card", "masked_card", "email", "address", "latin_address")
        return {kind: getattr(self, kind) for kind in (*kinds, *more)}

    def name(self, rows: Rows) -> pa.Array:
        return joined(
            self._surname(rows, 0), self._given(rows, 0, first=True), self._given(rows, 0, first=False)
        )

    def masked_name(self, rows: Rows) -> pa.Array:
        stars = np.where(share(rows["user"], 13) < TWO_GIVEN_NAMES, 2, 1)
        return joined(self._surname(rows, 0), pc.binary_repeat("*", pa.array(stars)))

    def latin_name(self, rows: Rows) -> pa.Array:
        given = joined(self._given(rows, 1, first=True), self._given(rows, 1, first=False))
        return joined(pc.utf8_capitalize(given), " ", self._surname(rows, 1))

    def phone(self, rows: Rows) -> pa.Array:
        return joined(
            pick(self._held["phone_beginnings"], rows["user"], 21), padded(below(rows["user"], 22, 10**8), 8)
        )

    def masked_phone(self, rows: Rows) -> pa.Array:
        return _starred(self.phone(rows), 3, 7)

    def id_number(self, rows: Rows) -> pa.Array:
        """18 characters with a valid check character (GB 11643-1999), of a county 99 that does not exist."""
        county = self._province[rows["region"]] * 10_000 + 199
        digits = county * 10**11 + self._birth(rows) * 1000 + below(rows["user"], 34, 1000)
        places = digits[:, None] // 10 ** np.arange(16, -1, -1) % 10
        check = (places * np.array(ID_WEIGHTS)).sum(axis=1) % 11
        return joined(padded(digits, 17), pa.array(list(ID_CHECKS)).take(pa.array(check)))

    def _birth(self, rows: Rows) -> Ints:
        """A date as a number like 19840228, by age."""
        first, last = self._born[rows["age"]].T
        year = first + below(rows["user"], 31, 1 << 30) % (last - first + 1)
        month, day = below(rows["user"], 32, 12) + 1, below(rows["user"], 33, 28) + 1
        birth: Ints = year * 10_000 + month * 100 + day
        return birth

    def masked_id(self, rows: Rows) -> pa.Array:
        return _starred(self.id_number(rows), 6, 14)

    def card(self, rows: Rows) -> pa.Array:
        """16 or 19 digits that pass the Luhn check."""
        long = below(rows["user"], 41, 10) < 7
        beginnings = np.array([int(beginning) for beginning in self._held["card_beginnings"]])
        begins = beginnings[below(rows["user"], 42, len(beginnings))]
        width = np.where(long, 11, 8)
        body = begins * 10**width + below(rows["user"], 43, 1 << 40) % 10**width
        return pa.array(body * 10 + _luhn(body)).cast(pa.string())

    def masked_card(self, rows: Rows) -> pa.Array:
        tail = pc.utf8_slice_codeunits(self.card(rows), -4, None)
        return joined("6299 **** **** ", tail)

    def email(self, rows: Rows) -> pa.Array:
        local = pc.utf8_lower(pc.replace_substring(self.latin_name(rows), " ", "."))
        number = padded(below(rows["user"], 51, 1000), 3)
        return joined(local, number, "@", pick(self._held["mail_domains"], rows["user"], 52))

    def address(self, rows: Rows) -> pa.Array:
        street = joined(self._word("towns", rows, 63, 0), self._word("streets", rows, 64, 0))
        return joined(street, self._house(rows), "号", self._room(rows), "室")

    def latin_address(self, rows: Rows) -> pa.Array:
        street, town = self._word("streets", rows, 64, 1), self._word("towns", rows, 63, 1)
        return joined("Room ", self._room(rows), ", ", self._house(rows), " ", street, ", ", town)

    def _house(self, rows: Rows) -> pa.Array:
        return padded(below(rows["user"], 61, 198) + 1, 1)

    def _room(self, rows: Rows) -> pa.Array:
        floor = below(rows["user"], 62, 18) + 1
        return padded(floor * 100 + 1 + below(rows["user"], 65, 4), 3)

    def _surname(self, rows: Rows, script: int) -> pa.Array:
        return self._word("surnames", rows, 11, script)

    def _given(self, rows: Rows, script: int, first: bool) -> pa.Array:
        word = self._word("given", rows, 12 if first else 14, script)
        if first:
            return word
        return pc.fill_null(chosen(share(rows["user"], 13) < TWO_GIVEN_NAMES, word), "")

    def _word(self, kind: str, rows: Rows, salt: int, script: int) -> pa.Array:
        return pick([pair[script] for pair in self._held[kind]], rows["user"], salt)


def _starred(text: pa.Array, begin: int, end: int) -> pa.Array:
    return pc.utf8_replace_slice(text, start=begin, stop=end, replacement="*" * (end - begin))


def _luhn(body: Ints) -> Ints:
    """The digit that completes a number so that it passes the Luhn check."""
    places = body[:, None] // 10 ** np.arange(18, dtype=np.int64) % 10
    doubled = places[:, ::2] * 2
    total = np.where(doubled > 9, doubled - 9, doubled).sum(axis=1) + places[:, 1::2].sum(axis=1)
    checks: Ints = -total % 10
    return checks
