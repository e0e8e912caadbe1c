"""What lifting rules would save, in words: who is freed and who is not, the money, the cautious reading."""

import pandas as pd

from analysis.rates import SMALL_DENOMINATOR
from analysis.what_if import Estimate, WhatIf
from dashboards import store
from dashboards.store import View
from dashboards.text import is_missing, plain


def between(view: View, estimate: Estimate) -> str:
    if is_missing(estimate.low):
        return view.say("policy.no_interval")
    return view.say("kpi.interval", low=view.say.number(estimate.low), high=view.say.number(estimate.high))


def sentences(view: View, found: store.Lifted) -> list[str]:
    """What the figures are of, who is freed and who is not, the money, and the cautious reading."""
    say, saved = view.say, found.saved
    passed = saved.count_alone + saved.count_behind
    counts = {
        "cases": saved.count_cases,
        "failures": saved.count_failures,
        "alone": saved.count_alone,
        "passed": passed,
        "behind": saved.count_behind,
        "stuck": saved.count_stuck,
    }
    told = [say("policy.met", **{name: say.number(count) for name, count in counts.items()})]
    if not passed:
        told.append(say("policy.none_passed"))
    told += [money(view, saved)] if saved.money_freed else []
    if found.count_named:
        cautious = found.cautious.failures_spared
        told.append(
            say(
                "policy.cautious",
                count=say.number(found.count_named),
                failures=say.number(cautious.value),
                interval=between(view, cautious),
            )
        )
    if saved.count_cases < SMALL_DENOMINATOR:
        told.append(say("policy.small", least=SMALL_DENOMINATOR))
    return told


def money(view: View, saved: WhatIf) -> str:
    """What was frozen upon the rules, each currency for itself."""
    write = view.say.compact
    parts = [
        f"{plain(currency)} {plain(write(one.value))} ({plain(write(one.low))} – {plain(write(one.high))})"
        for currency, one in saved.money_freed.items()
    ]
    return view.say("policy.money_freed", amounts=", ".join(parts))


def savings(view: View, saved: WhatIf) -> pd.DataFrame:
    """The table twin: one row a figure with its interval."""
    figures = {name: getattr(saved, name) for name in ("failures_spared", "cases_more", "cases_sooner", "days_saved")}
    named = [(view.say(f"policy.{name}"), one) for name, one in figures.items()]
    named += [(view.say("policy.money_of", currency=name), one) for name, one in saved.money_freed.items()]
    ends = {end: [getattr(one, end) for _, one in named] for end in ("value", "low", "high")}
    return pd.DataFrame({"measure": [name for name, _ in named]} | ends)
