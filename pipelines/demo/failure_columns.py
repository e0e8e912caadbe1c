"""What only failures have: code, message, what the user was shown, the clause, telling attributes."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.demo.arrays import Flags, Ints, Rows
from pipelines.demo.details import clause_number, clauses
from pipelines.demo.hashing import chosen, share
from pipelines.demo.scenario import Scenario, read_data
from pipelines.demo.wordings import Wordings

WITHOUT_CLAUSE = 0.15
WITH_CONTACT = 0.02
CONTACT = ('{{"reserved_phone":"{phone}","holder":"{name}"}}',)


class FailureColumns:
    """Makes the columns of failures; `wordings` remembers the personal values it wrote."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._clauses = clauses(scenario)
        self._codes = self._all_codes()
        self._generic = scenario.by_platform("generic_share")
        self.wordings = Wordings(scenario)

    def of(self, rows: Rows, failed: Flags) -> dict[str, pa.Array]:
        """The columns for all rows, null where a row is no failure."""
        places = np.flatnonzero(failed)
        back = np.full(len(rows), -1, dtype=np.int64)
        back[places] = np.arange(len(places))
        where = pa.array(back, mask=back < 0)
        return {name: pc.take(values, where) for name, values in self._made(rows[places]).items()}

    def _made(self, failures: Rows) -> dict[str, pa.Array]:
        quoted = self._clauses.take(pa.array(clause_number(failures)))
        quotes = ~failures["is_vague"] & (share(failures["number"], 91) >= WITHOUT_CLAUSE)
        return {
            "error_code": self._codes.take(pa.array(self._code_number(failures))),
            "message": self.wordings.messages(failures),
            "shown_message": self.wordings.shown(failures),
            "policy_clause": chosen(quotes, quoted),
            "contact": self._contacts(failures),
        }

    def _contacts(self, failures: Rows) -> pa.Array:
        """Attributes that name a person: a careless log has them."""
        told = share(failures["number"], 96) < WITH_CONTACT
        back = np.where(told, np.cumsum(told) - 1, -1)
        which = np.zeros(int(told.sum()), dtype=np.int64)
        made = self.wordings.filling.fill(failures[told], CONTACT, which)
        return pc.take(made, pa.array(back, mask=~told))

    def _all_codes(self) -> pa.Array:
        """By platform and cause; cause 0 is the code that says nothing."""
        held, codes = read_data("codes"), []
        for platform in self._scenario.platforms:
            codes.append(platform["generic_code"] or None)
            for cause in self._scenario.causes[1:]:
                codes.append(
                    platform["code"].format(number=held["numbers"][cause], word=held["words"][cause])
                )
        return pa.array(codes, pa.string())

    def _code_number(self, failures: Rows) -> Ints:
        says = ~failures["is_vague"] & (share(failures["number"], 92) >= self._generic[failures["platform"]])
        platform = failures["platform"].astype(np.int64)
        return platform * len(self._scenario.causes) + np.where(says, failures["cause"], 0)
