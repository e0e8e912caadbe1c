"""What the digest says, ready to be written down: figures, findings, links, definitions, origin. Texts are Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qs, urlencode

from dashboards import store
from dashboards.frame import look
from dashboards.pages.overview_findings import findings
from dashboards.pages.overview_kpis import counted, figures
from dashboards.report.document import told
from dashboards.store import View
from dashboards.text import text
from dashboards.widgets.kpi import Kpi
from dashboards.widgets.links import address

HOME = "overview"
OPENED = (HOME, "causes", "review")  # what a reader may go on to besides the findings
WEEK_DAYS = 7
Address = Mapping[str, Sequence[str]]


class DigestFailed(Exception):
    """The digest cannot be made; the text is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Line:
    """One line of the letter: what it is about, what it says, and where it leads."""

    title: str = ""
    said: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Letter:
    """The parts of the letter, in their order."""

    language: str
    title: str
    compared: str
    figures: tuple[Line, ...]
    findings: tuple[Line, ...]
    links: tuple[Line, ...]
    definitions: tuple[Line, ...]
    origin: tuple[Line, ...]


def letter(language: str, week_of: date | None, filters: str, url: str) -> Letter:
    """The letter of the week that `week_of` is in, or of the newest finished one, under an address's filters.

    url: where the dashboard is served. Raises DigestFailed, NoWarehouse, NewerWarehouse.
    """
    view = seen(language, week_of, parse_qs(filters.lstrip("?")))
    say, week = view.say, (view.selection.from_on, view.selection.to_on)
    before = [day - timedelta(days=WEEK_DAYS) for day in week]
    days = {"now": span(view, *week), "before": span(view, *before)}
    is_empty = not counted(view).loc["shown", "count_attempts"]
    shown = () if is_empty else tuple(figures(view))
    return Letter(
        language=language,
        title=say("digest.title", days=days["now"]),
        compared=say("digest.empty" if is_empty else "digest.compared", **days),
        figures=tuple(figure(view, each) for each in shown),
        findings=() if is_empty else tuple(found(view, week, url)),
        links=tuple(Line(say(f"page.{name}"), url=place(view, url, name)) for name in OPENED),
        definitions=tuple(definitions(view, [*(each.behind.name for each in shown), "findings"])),
        origin=tuple(Line(name, value) for name, value in told(view)),
    )


def seen(language: str, week_of: date | None, asked: Address) -> View:
    """The week under the filters asked for."""
    say = text(language)
    known = look(say, {}).known
    finished = store.last_week(known.last_on - timedelta(days=1))[1]
    sunday = finished if week_of is None else week_of + timedelta(days=WEEK_DAYS - 1 - week_of.weekday())
    monday = sunday - timedelta(days=WEEK_DAYS - 1)
    if not known.first_on <= monday <= sunday <= finished:
        raise DigestFailed(
            f"The log holds no finished week {monday} to {sunday}: it goes from {known.first_on} to {known.last_on}. "
            f"Name a day of another week."
        )
    view = look(say, {**asked, "from": [monday.isoformat()], "to": [sunday.isoformat()]})
    if view.filters.refused:
        name, value = view.filters.refused[0]
        raise DigestFailed(f"The filters ask for {name} = {value}, which this warehouse does not know.")
    return view


def span(view: View, first: date, last: date) -> str:
    return f"{view.say.day(first, with_year=True)} – {view.say.day(last, with_year=True)}"


def figure(view: View, kpi: Kpi) -> Line:
    """A key figure, its change on the week before and whether chance makes such changes."""
    note = view.say("digest.beyond" if kpi.is_beyond_chance else "digest.within", change=kpi.delta) if kpi.delta else ""
    return Line(view.say(f"card.{kpi.behind.name}"), kpi.value, " ".join(filter(None, (note, kpi.detail))))


def found(view: View, week: tuple[date, date], url: str) -> Iterator[Line]:
    for each in findings(view, week):
        yield Line(said=each.sentence, url=place(view, url, each.page, **each.changes))


def definitions(view: View, names: list[str]) -> Iterator[Line]:
    for name in names:
        if view.say.has(f"definition.{name}"):
            yield Line(view.say(f"card.{name}"), view.say(f"definition.{name}"))


def place(view: View, url: str, page: str, **changes: list[str] | str | None) -> str:
    """The address of a page with the letter's filters."""
    path = "" if page == HOME else page
    return f"{url.rstrip('/')}/{path}?{urlencode(address(view, **changes), doseq=True)}"
