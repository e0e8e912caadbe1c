"""How cases went: what the simulator knows and a log never tells."""

from dataclasses import dataclass

import numpy as np

from pipelines.demo.arrays import Flags, Ints, Small

NEVER: int = np.iinfo(np.int64).max
END_KINDS = ("open", "succeeded", "withdrawn", "abandoned")
OPEN, DONE, TAKEN_BACK, GIVEN_UP = range(4)


@dataclass
class Course:
    """The cases of a crowd, parallel to it. Times are NEVER where it never came to it."""

    hidden: Small
    solved: Ints
    requested: Ints
    first_failed: Ints
    ended: Ints
    end_kind: Small
    attempts: Ints
    failures: Ints

    @classmethod
    def begin(cls, hidden: Small, requested: Ints) -> "Course":
        """Before the first attempt: nothing solved, nothing ended."""
        never, none = np.full(len(hidden), NEVER), np.zeros(len(hidden), dtype=np.int64)
        kind = np.zeros(len(hidden), dtype=np.uint8)
        return cls(hidden, none, requested, never, never.copy(), kind, none.copy(), none.copy())

    def next_blocker(self, who: Ints, ahead: int = 0) -> Small:
        """The blocker each of these would fail on now, or `ahead` places later; 0 where there is none."""
        place = np.minimum(self.solved[who] + ahead, self.hidden.shape[1])
        found: Small = self._padded(who)[np.arange(len(who)), place]
        return found

    def left(self, who: Ints) -> Small:
        """The blockers not yet solved, in order, 0 behind them."""
        width = self.hidden.shape[1]
        return np.take_along_axis(self._padded(who), self.solved[who][:, None] + np.arange(width), axis=1)

    def take(self, which: Ints) -> "Course":
        """The cases at these positions."""
        return Course(**{name: value[which] for name, value in vars(self).items()})

    def end(self, who: Ints, kind: int, at: Ints) -> None:
        self.end_kind[who], self.ended[who] = kind, at

    def _padded(self, who: Ints) -> Small:
        return np.column_stack([self.hidden[who], np.zeros_like(self.hidden[who])])


@dataclass
class Attempts:
    """One attempt each of some wallets: their places in the crowd, and what became of it."""

    who: Ints
    number: int
    requested: Ints
    decided: Ints
    cause: Small
    incident: Small
    outcome: Small
    component: Small
    is_vague: Flags
    named: Small
    amount: Ints

    def take(self, which: Ints) -> "Attempts":
        """The attempts at these positions."""
        held = {name: value[which] for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        return Attempts(number=self.number, **held)
