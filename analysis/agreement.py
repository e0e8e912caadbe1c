"""How far what was said agrees with what is true: accuracy, F1 and confusion of labels.

Macro-F1 is the mean over the labels that are true at least once: a label nobody could have hit does not count, and
where nothing was said (an abstention is a label like any other) the true label loses recall.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.rates import Rate


def accuracy(truth: ArrayLike, said: ArrayLike) -> Rate:
    """The share of labels that are right, with its interval."""
    is_right = np.asarray(truth) == np.asarray(said)
    return Rate.of(int(is_right.sum()), int(is_right.size))


def confusion(truth: Iterable[str], said: Iterable[str]) -> pd.DataFrame:
    """One row per pair of labels that occurs: truth, said, count_rows, the most frequent first."""
    pairs = pd.DataFrame({"truth": list(truth), "said": list(said)})
    counted = pairs.groupby(["truth", "said"], as_index=False).size().rename(columns={"size": "count_rows"})
    ordered = counted.sort_values(["count_rows", "truth", "said"], ascending=[False, True, True])
    return ordered.reset_index(drop=True)


def f1_by_label(truth: ArrayLike, said: ArrayLike) -> pd.DataFrame:
    """One row per label that is true at least once: label, count_rows, precision, recall, f1.

    The precision of a label that was never said is 0, as scikit-learn has it.
    """
    truth, said = np.asarray(truth, dtype=object), np.asarray(said, dtype=object)
    labels = sorted(set(truth))
    hits = np.array([np.sum((truth == label) & (said == label)) for label in labels], dtype=np.float64)
    true = np.array([np.sum(truth == label) for label in labels], dtype=np.int64)
    spoken = np.array([np.sum(said == label) for label in labels], dtype=np.int64)
    return pd.DataFrame(
        {
            "label": labels,
            "count_rows": true,
            "precision": hits / np.maximum(spoken, 1),
            "recall": hits / np.maximum(true, 1),
            "f1": 2 * hits / np.maximum(true + spoken, 1),
        }
    )


def macro_f1(truth: ArrayLike, said: ArrayLike) -> float:
    """The mean F1 over the labels that are true at least once; NaN without any."""
    scores: NDArray[np.float64] = f1_by_label(truth, said)["f1"].to_numpy()
    return float(scores.mean()) if len(scores) else float("nan")
