"""How far ordinary leaves stray from what is expected of them: by chance, by a share of it, by rounding."""

from dataclasses import dataclass

import numpy as np

from analysis.spike_rhythms import Floats

CHI_SQUARE_MEDIAN = 0.455  # of one degree of freedom: a median of squares over it is a variance
ROUNDING = 0.25  # of what is measured or forecast: where counts are behind it, they were rounded half either way
FEWEST = 8
LEAST_VARIANCE = 1e-9


@dataclass(frozen=True)
class Noise:
    """Variance of a leaf of which `usual` is expected: chance * usual + (relative * usual)**2 + rounding."""

    chance: float
    relative: float
    rounding: float

    def weight(self, usual: Floats) -> Floats:
        """What one count of each leaf is worth: 1 where chance alone is Poisson's, less where leaves stray more."""
        variance = self.chance * usual + np.square(self.relative * usual) + self.rounding
        return np.asarray(usual / np.maximum(variance, LEAST_VARIANCE), dtype=np.float64)


def noise_and_sign(counted: Floats, usual: Floats) -> tuple[Noise, float]:
    """The noise of the leaves, and 1.0 where they hold an excess, -1.0 where they lack something.

    The noise is learned from the leaves that stray the other way: they have no part in the excess, however
    many leaves it took hold of. Whether there is one is asked of the weighted sum, since a hundredth of a
    leaf of millions outweighs all that a small slice has lost.
    """
    first = _noise(counted, usual)
    strayed = counted - usual
    sign = 1.0 if float((first.weight(usual) * strayed).sum()) > 0 else -1.0
    is_other = sign * strayed < 0
    found = _noise(counted[is_other], usual[is_other]) if is_other.sum() >= FEWEST else first
    return found, sign


def _noise(counted: Floats, usual: Floats) -> Noise:
    """Chance from the smaller half of the leaves, the relative part from their largest quarter.

    Whole numbers vary by chance at least as Poisson counts do; what is measured or forecast may vary less.
    """
    is_known = usual > 0
    ordered = np.argsort(usual[is_known], kind="stable")
    mean, squared = usual[is_known][ordered], np.square(counted - usual)[is_known][ordered]
    is_counted = bool(np.all(np.mod(counted, 1) == 0))
    rounding = 0.0 if is_counted else ROUNDING
    if len(mean) < FEWEST:
        return Noise(1.0, 0.0, rounding)
    small, large = slice(0, len(mean) // 2), slice(len(mean) * 3 // 4, None)
    chance = 1.0 if is_counted else _median_variance(squared[small] / mean[small])
    beyond = squared[large] - (mean[large] if is_counted else 0.0)
    relative = float(np.sqrt(max(0.0, _median_variance(beyond / np.square(mean[large])))))
    return Noise(chance, relative, rounding)


def _median_variance(squared: Floats) -> float:
    return float(np.median(squared)) / CHI_SQUARE_MEDIAN
