"""The sheets put into one HTML file that needs nothing beside itself: what they show, the pages, the definitions."""

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from plotly.offline import get_plotlyjs

from dashboards.filters import DIMENSIONS
from dashboards.report.figures import as_json
from dashboards.report.inline import inline
from dashboards.report.sheets import Sheet
from dashboards.store import View
from dashboards.theme import CONFIG

HERE = Path(__file__).parent
LANGUAGE_TAG = {"zh": "zh-CN", "en": "en"}
# The browser is told to ask no server for anything, whatever the file holds.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"


def document(view: View, sheets: Sequence[Sheet], is_on_paper: bool = False) -> str:
    """The whole file. `is_on_paper` lays it out for A4 at once; else it is so only when it is printed."""
    say = view.say
    title = f"{say('paper.title')} · {' · '.join(say(f'page.{sheet.name}') for sheet in sheets)}"
    pages = "".join(page(view, sheet) for sheet in sheets)
    return (
        f'<!doctype html><html lang="{LANGUAGE_TAG[say.language]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{read('report.css')}{margins(view)}</style></head>"
        f'<body class="{"paper" if is_on_paper else "screen"}">'
        f"<header><h1>{say('paper.title')}</h1>{origin(view)}</header>{pages}{scripts()}</body></html>"
    )


def read(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def scripts() -> str:
    """plotly.js, once, and what draws the charts with it."""
    return f"<script>{get_plotlyjs()}</script><script>const CONFIG = {as_json(CONFIG)};\n{read('report.js')}</script>"


def margins(view: View) -> str:
    """What stands at the foot of each printed page: the snapshot, and which page of how many."""
    told = f"{view.snapshot.name} · {period(view)}".replace("\\", "").replace('"', "").replace("<", "")
    number = 'content: counter(page) " / " counter(pages)'
    return f'@page {{ @bottom-left {{ content: "{told}" }} @bottom-right {{ {number} }} }}'


def period(view: View) -> str:
    return f"{view.selection.from_on.isoformat()} – {view.selection.to_on.isoformat()}"


def origin(view: View) -> str:
    """Whose numbers these are: period, filters, comparison, snapshot and versions."""
    rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in told(view))
    return f'<dl class="origin">{rows}</dl>'


def told(view: View) -> Iterator[tuple[str, str]]:
    """Label and value of everything that the numbers depend on."""
    say = view.say
    yield say("filter.period"), period(view)
    yield from chosen(view)
    yield say("filter.compare"), say(f"compare.{view.filters.comparison}")
    yield say("paper.as_of"), f"{view.local(view.snapshot.as_of):%Y-%m-%d %H:%M} {view.zone}"
    yield say("paper.snapshot"), view.snapshot.name
    yield say("paper.taxonomy"), view.snapshot.taxonomy_version


def chosen(view: View) -> Iterator[tuple[str, str]]:
    """Each filter that is set, or that none is."""
    is_set = False
    for name in DIMENSIONS:
        if values := getattr(view.selection, name):
            is_set = True
            yield view.say(f"filter.{name}"), view.say.listed(view.label(value) for value in values)
    if not is_set:
        yield view.say("filter.more"), view.say("paper.all")


def page(view: View, sheet: Sheet) -> str:
    """One page under its title, and below it the definitions of what it shows."""
    return f"<section><h2>{view.say(f'page.{sheet.name}')}</h2>{sheet.body}{definitions(view, sheet)}</section>"


def definitions(view: View, sheet: Sheet) -> str:
    say = view.say
    defined = [name for name in sheet.cards if say.has(f"definition.{name}")]
    if not defined:
        return ""
    rows = "".join(
        f"<dt>{html.escape(say(f'card.{name}'))}</dt><dd>{inline(say(f'definition.{name}'))}</dd>" for name in defined
    )
    return f'<footer><h3>{say("paper.definitions")}</h3><dl class="definitions">{rows}</dl></footer>'
