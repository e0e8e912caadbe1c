"""The charts of help and return: what flows in flows out, and log text is never markup."""

import pandas as pd

from dashboards.charts.ended_shares import ended_shares
from dashboards.charts.help import channel_matrix, contacts_by_channel, resolved_by_channel
from dashboards.charts.help_journeys import ends_by_response, journey_flow

HOSTILE = "<b>fax</b>"
RESPONSES = ("help", "none")
JOURNEYS = pd.DataFrame(
    [
        ("platform_policy", "help", "succeeded", 3),
        ("platform_policy", "none", "open", 2),
        ("technical_fault", "help", "succeeded", 5),
        ("technical_fault", "help", "withdrawn", 1),
    ],
    columns=["first_cause_category", "response", "end_kind", "count_cases"],
)
NAMES = {
    **dict(zip(("platform_policy", "technical_fault"), ("Policy", HOSTILE), strict=True)),
    **dict(
        zip(
            ("help", "none", "succeeded", "open", "withdrawn"),
            ("Asked", "Nothing", "done", "open", "back"),
            strict=True,
        )
    ),
}


def test_as_much_flows_out_of_each_step_as_into_it() -> None:
    flow = journey_flow(JOURNEYS, RESPONSES, NAMES, "cases", 400).data[0]
    link = pd.DataFrame({name: flow.link[name] for name in ("source", "target", "value")})
    into, out = link.groupby("target")["value"].sum(), link.groupby("source")["value"].sum()
    nodes = dict(enumerate(flow.node.label))
    # 3 + 5 + 1 asked, 2 did nothing: the same number comes in and goes on.
    middle = {label: (into[at], out[at]) for at, label in nodes.items() if at in into.index and at in out.index}
    assert middle == {"Asked 9": (9, 9), "Nothing 2": (2, 2)}
    assert {nodes[at] for at in out.index if at not in into.index} == {"&lt;b&gt;fax&lt;/b&gt; 6", "Policy 5"}
    assert all(0 < at < 1 for at in (*flow.node.x, *flow.node.y))


def test_one_case_is_a_flow_too() -> None:
    flow = journey_flow(JOURNEYS.head(1), RESPONSES, NAMES, "cases", 400).data[0]
    assert list(flow.link.value) == [3, 3]
    assert [bar.x[0] for bar in ends_by_response(JOURNEYS.head(1), RESPONSES, NAMES).data] == [1.0]


def test_the_bars_of_a_phone_are_shares_of_each_response() -> None:
    bars = {bar.name: list(bar.x) for bar in ends_by_response(JOURNEYS, RESPONSES, NAMES).data}
    assert bars == {"done": [8 / 9, 0], "open": [0, 1], "back": [1 / 9, 0]}


def test_names_of_channels_are_never_markup() -> None:
    used = pd.DataFrame({"help_channel": ["x"], "first": [2], "second": [1], "third": [0], "later": [0]})
    places = ["first", "second", "third", "later"]
    names = {"x": HOSTILE, "none": "none", **{place: place for place in places}}
    turns = pd.DataFrame(
        [("x", "none", 3, 3, 1.0)],
        columns=["first_channel", "next_channel", "count_contacts", "contacts_of_first", "share"],
    )
    resolved = pd.DataFrame(
        {"help_channel": ["x"], "value": [0.5], "low": [None], "high": [None], "count_cases": [2], "is_small": [True]}
    )
    curve = pd.DataFrame({"time": [1.0], "survival": [0.5], "lower": [0.1], "upper": [0.9], "at_risk": [2]})
    figures = (
        contacts_by_channel(used, places, names),
        channel_matrix(turns, ["x"], ["none"], names, "contacts"),
        resolved_by_channel(resolved.astype({"low": float, "high": float}), names, "cases"),
        ended_shares({"x": curve}, "all", names, {1: "1 d"}),
    )
    for figure in figures:
        assert "<b>fax" not in figure.to_json().replace("\\u003c", "<")
