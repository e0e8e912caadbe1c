"""The sentences of what changed by more than noise: numerator, denominator, interval, and whom it concerns."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dashboards import store
from dashboards.pages.overview_sentences import Finding
from dashboards.store import View
from dashboards.text import is_missing, plain

NAMED_BY_FILTER = ("platform", "version", "bank", "region", "channel", "os")
PAGES = {"failure_rate": "overview", "case_rate": "overview", "resolved": "resolution", "given_up": "cases"}
LONGEST_TEMPLATE = 70
LEAST_SHORT = 0.01  # a rate below it is written with one digit more
BETWEEN_SENTENCES = {"zh": "", "en": " "}
Row = Mapping[Any, Any]


def found(view: View, days: tuple[date, date]) -> store.Found:
    """What changed in these days against the same weekdays before, under the reader's filters."""
    return view.ask(store.found, **asked(view, days))


def statement(view: View, days: tuple[date, date]) -> store.Statement | None:
    """What its counts are asked with."""
    return store.found_statement(view.snapshot, **asked(view, days))


def asked(view: View, days: tuple[date, date]) -> dict[str, Any]:
    whole = {"first_on": view.known.first_on, "finished_on": view.unfinished_on - timedelta(days=1)}
    # The period is not asked about: another one has the same answer.
    return {"selection": replace(view.selection, from_on=days[0], to_on=days[1]), "days": days, **whole}


def noticed(view: View, findings: store.Found) -> Iterator[Finding]:
    """One sentence for each, in their order: most people first."""
    for row in findings.rows.to_dict("records"):
        yield Finding(sentence(view, row, findings.count_weeks), icon(row), page(row), evidence(row))


def measure(row: Row) -> str:
    """resolved_7 is a kind of `resolved`."""
    return row["measure"].rsplit("_", 1)[0] if row["measure"].startswith("resolved_") else row["measure"]


def icon(row: Row) -> str:
    direction = "trending_up" if row["difference"] > 0 else "trending_down"
    return "new_releases" if row["is_new"] else direction


def page(row: Row) -> str:
    """Where the same numbers stand: the overview under the slice's filter, or the page of the measure."""
    return "causes" if row["kind"] == "signature" else PAGES[measure(row)]


def evidence(row: Row) -> dict[str, Any]:
    """The address of the view that shows the same numbers."""
    days = (row["to_on"] - row["from_on"]).days + 1
    changes: dict[str, Any] = {"period": None, "from": row["from_on"].isoformat(), "to": row["to_on"].isoformat()}
    changes |= {"compare": "weekdays" if days % 7 else None}
    if row["kind"] != "whole":
        changes[row["kind"]] = [row["value"]]
    return changes | ({} if is_missing(row["platform"]) else {"platform": [row["platform"]]})


def sentence(view: View, row: Row, count_weeks: int) -> str:
    """The change, whom it concerns, and what of it is rate and what mix."""
    parts = [change(view, row, count_weeks), *people(view, row), *gathered(view, row), *split(view, row)]
    parts += medians(view, row)
    return BETWEEN_SENTENCES[view.say.language].join(parts)


def change(view: View, row: Row, count_weeks: int) -> str:
    say, whole = view.say, "population" if row["kind"] in ("whole", *NAMED_BY_FILTER) else "cause"
    told = whole if row["measure"] == "failure_rate" else measure(row)
    direction = "new" if row["is_new"] else "up" if row["difference"] > 0 else "down"
    return say(
        f"finding.{told}_{direction}",
        name=plain(name(view, row)),
        days=row["measure"].rsplit("_", 1)[-1],
        weeks=count_weeks,
        **numbers(view, row),
    )


def numbers(view: View, row: Row) -> dict[str, str]:
    say = view.say
    now, before = (
        say.percent(rate, 1 if rate >= LEAST_SHORT else 2) for rate in (row["rate_current"], row["rate_previous"])
    )
    return {
        "now": now,
        "before": before,
        "count": say.number(row["count_current"]),
        "total": say.number(row["total_current"]),
        "count_before": say.number(row["count_previous"]),
        "total_before": say.number(row["total_previous"]),
        "difference": say.points(row["difference"]),
        "low": f"{row['low'] * 100:+.2f}",
        "high": say.points(row["high"]),
        "day": say.day(row["from_on"]),
        "last_day": say.day(row["to_on"]),
    }


def name(view: View, row: Row) -> str:
    """What the slice is called; a signature by its code and the beginning of its template."""
    say, kind, value = view.say, row["kind"], row["value"]
    if kind == "whole":
        return say("finding.whole")
    if kind == "signature":
        return wording(view, value)
    named = view.label(value)
    called = f"{say(f'filter.{kind}')} {named}" if kind in NAMED_BY_FILTER else named
    return called if is_missing(row["platform"]) else say("finding.on_platform", name=called, platform=row["platform"])


def wording(view: View, signature: str) -> str:
    rows = store.review_signatures(view.snapshot, (signature,)).to_dict("records")
    code, template = (rows[0]["error_code"], rows[0]["template"]) if rows else (None, signature)
    cut = template if len(template or "") <= LONGEST_TEMPLATE else f"{template[:LONGEST_TEMPLATE]}…"
    return view.say("finding.wording", code="" if is_missing(code) else f"{code} ", template=cut or "")


def people(view: View, row: Row) -> list[str]:
    """How many failures or cases more or fewer than the rate before would have made."""
    if row["is_new"] and row["measure"] != "failure_rate":
        return []
    unit = "failures" if row["measure"] == "failure_rate" else "cases"
    direction = "more" if row["excess"] > 0 else "fewer"
    told = view.say(f"finding.{unit}_{direction}", excess=view.say.number(abs(row["excess"])))
    wallets = [] if is_missing(row["count_wallets"]) else [view.say.number(row["count_wallets"])]
    return [told, *(view.say("finding.wallets", wallets=count) for count in wallets)]


def gathered(view: View, row: Row) -> list[str]:
    """Where in the slice nearly all of the change sits."""
    if is_missing(row["gathered_kind"]):
        return []
    kind, value = row["gathered_kind"], view.label(row["gathered_value"])
    called = f"{view.say(f'filter.{kind}')} {value}"
    share, usual = (view.say.percent(min(row[f"gathered_{part}"], 1.0), 0) for part in ("share", "usual"))
    return [view.say("finding.gathered", name=plain(called), share=share, usual=usual)]


def split(view: View, row: Row) -> list[str]:
    """Rate and mix, where several platforms have part."""
    if is_missing(row["rate_part"]) or row["is_new"]:
        return []
    parts = {"rate": view.say.points(row["rate_part"]), "mix": view.say.points(row["mix_part"])}
    return [view.say("finding.split", **parts)]


def medians(view: View, row: Row) -> list[str]:
    """The medians beside a share resolved in time, where the slice is one that the medians are counted for."""
    if measure(row) != "resolved" or row["kind"] not in ("whole", "platform"):
        return []
    chosen = replace(view.selection, platform=(row["value"],)) if row["kind"] == "platform" else view.selection
    now = replace(chosen, from_on=row["from_on"], to_on=row["to_on"])
    before = replace(chosen, from_on=row["previous_from_on"], to_on=row["previous_to_on"])
    half = view.ask(store.median_resolution, now, compared=(now, before))["median_hours"]
    told = {"now": view.say.hours(half["current"]), "before": view.say.hours(half["previous"])}
    return [view.say("finding.medians", **told)]
