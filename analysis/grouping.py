"""How well messages were grouped into templates, against the groups they really belong to.

Grouping accuracy (GA) after Zhu and others, "Tools and Benchmarks for Automated Log Parsing" (ICSE-SEIP 2019); F1 of
groups (FGA) after Jiang and others, "A Large-Scale Evaluation for Log Parsing Techniques" (ISSTA 2024).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Grouping:
    """`accuracy` and `purity` are shares of messages, `f1` is of groups; `groups` were made where `truths` are."""

    accuracy: float
    f1: float
    purity: float
    groups: int
    truths: int


def grouping(found: Sequence[Any], true: Sequence[Any], counts: Sequence[int]) -> Grouping:
    """Compare the group each message was put into with its true one; a message stands for `counts` messages.

    A group is right if it holds all messages of one true group and no other. `purity` is the share of messages in
    their group's largest true group: below 1, two failures went into one. Raises ValueError without any message.
    """
    if not len(found):
        raise ValueError("There are no messages to compare.")
    messages = pd.DataFrame({"found": list(found), "true": list(true), "count": list(counts)})
    cells = messages.groupby(["found", "true"], dropna=False)["count"].sum().reset_index()
    alone = ~cells.duplicated("found", keep=False) & ~cells.duplicated("true", keep=False)
    groups, truths, total = cells["found"].nunique(), cells["true"].nunique(), cells["count"].sum()
    return Grouping(
        accuracy=float(cells.loc[alone, "count"].sum() / total),
        f1=float(2 * alone.sum() / (groups + truths)),  # of alone / groups and alone / truths
        purity=float(cells.groupby("found")["count"].max().sum() / total),
        groups=int(groups),
        truths=int(truths),
    )
