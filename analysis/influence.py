"""The variance of a share that has ended by some cause: the sum of the squared influences of the rows.

Also called the infinitesimal jackknife (Jaeckel 1972). Where all rows are at risk from the start it is the delta
method's variance of Aalen and Johansen's estimator, and for one cause Greenwood's; it also holds for delayed entry
and for weights that are parts of rows, as R's survfit has it.
"""

import numpy as np

from analysis.distributions import Floats
from analysis.risk_sets import Chosen, Places, RiskSets
from analysis.survival_bands import product_limit


def incidence_variance(sets: RiskSets, is_end: Chosen, is_own: Chosen) -> Floats:
    """The variance, at each time of `sets`, of the share ended by the cause of `is_own` (`is_end`: by any).

    How much one row moves the incidence F(t) is linear in F(t) once the row has ended, and for rows that still
    run it is the same but for where they entered. So a few running sums give the sum of squares at every time.
    """
    if not len(sets.time):
        return np.empty(0)
    at_risk, ended, own = sets.at_risk(), sets.ended(is_end), sets.ended(is_own)
    survival = product_limit(at_risk, ended)
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before * own / at_risk)
    staying = at_risk - ended
    inverse = np.divide(1.0, staying, out=np.zeros(len(staying)), where=staying > 0)  # none left: F stands still
    hazard = np.cumsum(ended * inverse / at_risk)
    level = np.cumsum(before * own / np.square(at_risk, dtype=np.float64) + incidence * ended * inverse / at_risk)
    entries, ends = sets.places()
    level_then, hazard_then = _before(level)[entries], _before(hazard)[entries]
    constant = is_own * (before / at_risk)[ends] + is_end * (incidence * inverse)[ends] - level[ends] + level_then
    slope = hazard[ends] - hazard_then - is_end * inverse[ends]
    gone = _squares(constant, slope, incidence, _Sums(sets.squares(), ends))
    run = _Sums(sets.squares(), entries, ends)
    moved = incidence * hazard - level
    shifted = _squares(level_then, -hazard_then, incidence, run)
    means = run.of(level_then) - incidence * run.of(hazard_then)
    return np.asarray(np.maximum(gone + shifted + 2.0 * moved * means + moved**2 * run.of(1.0), 0.0))


class _Sums:
    """Running sums over the rows, each counted from the place it comes at to before the place it leaves at."""

    def __init__(self, squares: Floats, come: Places, leave: Places | None = None) -> None:
        self._squares, self._come, self._leave = squares, come, leave
        self._length = int(np.max(come if leave is None else leave)) + 1

    def of(self, values: Floats | float) -> Floats:
        counted = self._squares * values
        added = np.bincount(self._come, counted, self._length)
        if self._leave is not None:
            added = added - np.bincount(self._leave, counted, self._length)
        return np.asarray(np.cumsum(added))


def _squares(constant: Floats, slope: Floats, incidence: Floats, sums: _Sums) -> Floats:
    """The sum over the rows of (constant + F(t) slope)^2, at each time."""
    mixed = 2.0 * incidence * sums.of(constant * slope)
    return np.asarray(sums.of(constant**2) + mixed + incidence**2 * sums.of(slope**2))


def _before(running: Floats) -> Floats:
    return np.concatenate([[0.0], running[:-1]])
