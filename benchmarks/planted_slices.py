"""Leaves with an excess in slices that are known: so many causes at once, so noisy what was expected."""

from itertools import combinations, product

import numpy as np
import pandas as pd

DIMENSIONS = ("a", "b", "c", "d")
VALUES = (10, 12, 10, 8)  # 9,600 leaves, as in the published sets
LARGEST = 400.0  # expected in a leaf; the others are spread over four orders of magnitude below
LOST = (0.2, 0.8)  # of what an element expects: each loses its own share, as in Squeeze's data
Element = frozenset[tuple[str, str]]


def planted_leaves(count_causes: int, noise: float, seed: int, width: int = 2) -> tuple[pd.DataFrame, set[Element]]:
    """The leaves (a to d, expected, observed) and the elements that lost some, each of `width` dimensions.

    noise: relative standard deviation of what is observed where nothing happened. All elements are of the same
    dimensions: otherwise one could hide another.
    """
    rng = np.random.default_rng([seed, count_causes, width])
    frame = pd.DataFrame(list(product(*([f"{name}{i}" for i in range(count)] for name, count in _dimensions()))))
    frame.columns = list(DIMENSIONS)
    expected = LARGEST * 10 ** rng.uniform(-4, 0, len(frame))
    observed = expected * np.maximum(0.0, 1 + rng.normal(0, noise, len(frame)))
    elements = _elements(rng, count_causes, width)
    for element in elements:
        inside = (frame[[name for name, _ in element]] == [value for _, value in element]).all(axis=1)
        observed = np.where(inside, observed * (1 - rng.uniform(*LOST)), observed)
    return frame.assign(expected=expected, observed=observed), {frozenset(element) for element in elements}


def _dimensions() -> list[tuple[str, int]]:
    return list(zip(DIMENSIONS, VALUES, strict=True))


def _elements(rng: np.random.Generator, count: int, width: int) -> list[list[tuple[str, str]]]:
    """Elements that share no value: their slices do not meet."""
    chosen = list(combinations(_dimensions(), width))[rng.integers(len(list(combinations(DIMENSIONS, width))))]
    values = [rng.permutation(size)[:count] for _, size in chosen]
    return [[(name, f"{name}{held[i]}") for (name, _), held in zip(chosen, values, strict=True)] for i in range(count)]
