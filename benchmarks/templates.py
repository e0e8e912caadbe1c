"""Do templates put each failure into one group? On the simulator's messages, whose wordings are known."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis.grouping import grouping
from benchmarks.logs import WORK
from benchmarks.processes import run
from benchmarks.report import Figure
from pipelines.demo import write
from pipelines.demo.scenario import read_data
from pipelines.signatures import template
from warehouse import open_snapshot

WALLETS = 40_000
FOLDER = WORK / "templates"
MESSAGES = "SELECT error_code, message, count(*) AS n FROM failures WHERE message IS NOT NULL GROUP BY ALL"
_SLOT = re.compile(r"(\{[a-z_]+\})")
_APART = ("joints", "tails", "shown")


def template_figures() -> Iterator[Figure]:
    """Grouping of the masked messages of 40,000 wallets against the wordings they were filled from."""
    messages = open_snapshot(_warehouse()).query(MESSAGES)
    wording = wording_of()
    true = [wording(message) for message in messages["message"]]
    started = time.perf_counter()
    found = [template(message) for message in messages["message"]]
    spent = time.perf_counter() - started
    measured = grouping(found, true, messages["n"])
    causes = grouping(found, [cause for cause, *_ in true], messages["n"])
    signatures = len(set(zip(messages["error_code"], found, strict=True)))
    wanted = len(set(zip(messages["error_code"], true, strict=True)))
    yield Figure("templates: grouping accuracy", measured.accuracy, "at least 0.90")
    yield Figure("templates: F1 of groups", measured.f1, "at least 0.90")
    yield Figure("templates: purity by wording", measured.purity, "1.00")
    yield Figure("templates: purity by cause", causes.purity, "1.00")
    yield Figure("templates: signatures made / true ones", signatures / wanted, "at most 1.10")
    yield Figure("templates: seconds per million distinct messages, Python alone", 1e6 * spent / len(found), "")


def wording_of() -> Callable[[str], tuple[str, ...]]:
    """A function from a message to its cause, its wording and the further causes it names.

    Of several wordings that fit, the one with the longest fixed text was filled.
    """
    held = read_data("wordings")
    patterns = [
        (_pattern(text, held, language), (cause, text))
        for cause, told in held.items()
        if cause not in _APART
        for language in ("zh", "en")
        for text in told[language]
    ]
    patterns.sort(key=lambda known: -len(_SLOT.sub("", known[1][1])))

    def found(message: str) -> tuple[str, ...]:
        fits = ((pattern.fullmatch(message), told) for pattern, told in patterns)
        return next(((*told, fit[1]) for fit, told in fits if fit), ("", message, ""))

    return found


def _pattern(text: str, held: dict[str, Any], language: str) -> re.Pattern[str]:
    """A wording, the brief causes joined to it, and a tail or none."""
    briefs = "|".join(re.escape(brief) for told in held.values() for brief in told.get("brief", ()))
    tails = "|".join(map(_filled, held["tails"][language]))
    return re.compile(f"{_filled(text)}((?:{re.escape(held['joints'][language])}(?:{briefs}))*)(?:{tails})?")


def _filled(text: str) -> str:
    return "".join(".+?" if _SLOT.fullmatch(part) else re.escape(part) for part in _SLOT.split(text))


def _warehouse() -> Path:
    """The demonstration loaded from nothing; its logs are written once."""
    sources, folder = FOLDER / "demo" / "sources.toml", FOLDER / "warehouse"
    if not sources.exists():
        write(sources.parent, wallets=WALLETS, seed=7)
    shutil.rmtree(folder, ignore_errors=True)
    run(["-m", "pipelines", "load", "--sources", str(sources), "--warehouse", str(folder)])
    return folder
