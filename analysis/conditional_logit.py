"""Which weight each kind of evidence deserves: the conditional logit of McFadden (1974).

A choice among alternatives where each alternative has measurements x and is chosen with a probability in proportion to
exp(w * x); w by maximum likelihood. The likelihood has one maximum, which Newton's method finds.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 50
CLOSE = 1e-9


def fit_weights(
    x: Floats, chosen: NDArray[np.int64], prior: Floats, strength: float, offset: Floats | float = 0.0
) -> Floats:
    """The weights of the measurements.

    x: cases x alternatives x measurements. chosen: the alternative of each case. prior: what a weight is without any
    case; strength: how many units of squared distance from it cost one unit of twice the log-likelihood (above 0, so
    that also a measurement that never varies gets a weight). offset: log-odds that are there already, cases x
    alternatives.
    """
    weights = prior.astype(np.float64)
    for _ in range(STEPS):
        shares = softmax(x @ weights + offset)
        slope = x[np.arange(len(x)), chosen].sum(axis=0) - np.einsum("ca,cam->m", shares, x)
        step = np.linalg.solve(_curvature(x, shares, strength), slope - strength * (weights - prior))
        weights = weights + step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def choice_probabilities(x: Floats, weights: Floats) -> Floats:
    """The probability of each alternative: cases x alternatives."""
    return softmax(x @ weights)


def softmax(log_odds: Floats) -> Floats:
    """Probabilities along the last axis in proportion to the exponentials."""
    shifted = np.exp(log_odds - log_odds.max(axis=-1, keepdims=True))
    probabilities: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return probabilities


def _curvature(x: Floats, shares: Floats, strength: float) -> Floats:
    means = np.einsum("ca,cam->cm", shares, x)
    spread = np.einsum("ca,cam,can->mn", shares, x, x, optimize=True) - means.T @ means
    curvature: Floats = spread + strength * np.eye(x.shape[2])
    return curvature
