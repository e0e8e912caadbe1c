"""What a failure says: a wording of its cause, further causes where it names them, a tail now and then."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.demo.arrays import Ints, Rows
from pipelines.demo.filling import Filling
from pipelines.demo.hashing import below, chosen, joined, share
from pipelines.demo.scenario import Scenario, read_data

LANGUAGES = ("zh", "en")
USED = 3  # how many of a cause's wordings one platform uses
VAGUE = "vague"


class Wordings:
    """Writes the messages of failed rows."""

    def __init__(self, scenario: Scenario) -> None:
        self._held = read_data("wordings")
        self._names = (VAGUE, *scenario.causes[1:])
        self._english = scenario.by_platform("english")
        self._is_legal = np.array([category["id"] == "legal_regulatory" for category in scenario.categories])
        self.filling = Filling(scenario)
        self._said, self._place = self._laid_out(len(scenario.platforms))
        self._briefs = pa.array(
            ["", *(text for name in self._names[1:] for text in self._held[name]["brief"])]
        )
        self._tails = [tail for language in LANGUAGES for tail in ("", *self._held["tails"][language])]

    def _laid_out(self, platforms: int) -> tuple[list[str], Ints]:
        """All wordings, and where those of a cause, a language, a platform and a turn stand."""
        said: list[str] = []
        place = np.zeros((len(self._names), len(LANGUAGES), platforms, USED), dtype=np.int64)
        for cause, name in enumerate(self._names):
            for language, held in enumerate(self._held[name][word] for word in LANGUAGES):
                used = np.arange(platforms)[:, None] + np.arange(USED)
                place[cause, language] = used % len(held) + len(said)
                said += held
        return said, place

    def messages(self, rows: Rows) -> pa.Array:
        """One message for each row, all of them failures."""
        language = self._language(rows)
        cause = np.where(rows["is_vague"], 0, rows["cause"])
        turn = below(rows["number"], 72, USED)
        said = self.filling.fill(rows, self._said, self._place[cause, language, rows["platform"], turn])
        return joined(said, self._further(rows, language), self._tail(rows, language))

    def shown(self, rows: Rows) -> pa.Array:
        """What the user saw where that is something else: always with legal causes, else now and then."""
        held = self._held["shown"]
        odds = np.where(self._is_legal[rows["cause"]], held["legal_share"], held["share"])
        text = pa.array([held[language] for language in LANGUAGES]).take(pa.array(self._language(rows)))
        return chosen(share(rows["number"], 73) < odds, text)

    def _language(self, rows: Rows) -> Ints:
        """0 for Chinese, 1 for English: a matter of the user, and of money that is not yuan."""
        english = share(rows["user"], 71) < self._english[rows["platform"]]
        language: Ints = (english | (rows["currency"] > 1)).astype(np.int64)
        return language

    def _further(self, rows: Rows, language: Ints) -> pa.Array:
        """The further causes a message names, each joined to what stands before; empty where none is."""
        joints = pa.array([self._held["joints"][word] for word in LANGUAGES]).take(pa.array(language))
        texts = []
        for named in rows["named"].T.astype(np.int64):
            brief = self._briefs.take(pa.array(np.where(named, named * 2 - 1 + language, 0)))
            texts.append(pc.if_else(pa.array(named > 0), joined(joints, brief), ""))
        return joined(*texts)

    def _tail(self, rows: Rows, language: Ints) -> pa.Array:
        count = len(self._tails) // len(LANGUAGES)
        has_tail = share(rows["number"], 74) < self._held["tails"]["share"]
        which = np.where(has_tail, 1 + below(rows["number"], 75, count - 1), 0)
        return self.filling.fill(rows, self._tails, language * count + which)
