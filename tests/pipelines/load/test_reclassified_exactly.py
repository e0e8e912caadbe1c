"""Whatever is decided in whatever order, what comes out is what a load from nothing gives."""

import shutil
from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from load_rows import Workplace
from reviews_made import AT, LOGS, MOON, SUN, decide, everything, from_nothing, ids, use
from taxonomy_changed import changed_taxonomy

from pipelines.classify import DEFAULT
from pipelines.reclassify_publish import apply_taxonomy
from pipelines.reviews_checked import ReviewError

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Step:
    """What is done next to the warehouse: which templates, which cause, or which earlier review it is about."""

    what: str
    one: str
    other: str
    number: int


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(("assign", "merge", "split", "undo", "load", "taxonomy")),
        st.sampled_from((MOON, SUN, "System error")),
        st.sampled_from((MOON, SUN, "System error")),
        st.integers(1, 6),
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_decided_in_whatever_order_is_what_a_load_from_nothing_gives(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, steps: list[Step]
) -> None:
    shutil.rmtree(place.root)
    place.root.mkdir()
    other = changed_taxonomy(place.root)
    logs = ["1.csv"]
    with monkeypatch.context() as patch:
        place.load("1.csv", *LOGS[0])
        for step in steps:
            if step.what == "load":
                logs.append("2.csv")
                place.load("2.csv", *LOGS[1])
            elif step.what == "taxonomy":
                patch.undo()
                use(patch, other if step.number % 2 else DEFAULT)
                apply_taxonomy(place.folder, AT)
            else:
                try_to_decide(place, step)
        assert everything(place.folder) == from_nothing(place, *dict.fromkeys(logs))


def try_to_decide(place: Workplace, step: Step) -> None:
    known, said = ids(place), {"reason": "so it is", "reviewer": "li"}
    asked = {
        "assign": {
            "signature_ids": [known[step.one]],
            "cause": ("tf_network_timeout", "pi_identity_mismatch")[step.number % 2],
        },
        "merge": {"signature_ids": [known[step.one]], "into": known[step.other]},
        "split": {"signature_ids": [known[step.one]]},
        "undo": {"undoes": str(step.number)},
    }[step.what]
    with suppress(ReviewError):
        decide(place, {"kind": step.what} | said | asked)
