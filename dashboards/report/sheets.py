"""The pages, each run once under the reader's address as the dashboard runs it, and written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboards.report.elements import Pen
from dashboards.report.paper import ReportFailed
from dashboards.text import Text
from dashboards.widgets.links import REGISTRY

APP = Path(__file__).parents[2] / "app.py"
SECONDS_A_PAGE = 180
Address = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Sheet:
    """One page on paper: its name, its body as HTML, and the names of the cards on it."""

    name: str
    body: str
    cards: tuple[str, ...]


def draw(address: Address, say: Text, most_rows: int, names: Sequence[str] = ()) -> list[Sheet]:
    """The pages of these names, or all of them, in the order of the dashboard. Raises ReportFailed.

    `most_rows` of each table are written.
    """
    app = AppTest.from_file(str(APP), default_timeout=SECONDS_A_PAGE)
    for key, values in {**address, "lang": [say.language]}.items():
        app.query_params[key] = list(values)
    first = sheet(app, "", "", Pen(say, most_rows))
    routes = {name: page.url_path for name, page in app.session_state[REGISTRY].items()}
    if unknown := [name for name in names if name not in routes]:
        raise ReportFailed(f'There is no page "{unknown[0]}". The pages are {", ".join(routes)}.')
    chosen = {name: path for name, path in routes.items() if not names or name in names}
    return [
        replace(first, name=name) if not path else sheet(app, name, path, Pen(say, most_rows))
        for name, path in chosen.items()
    ]


def sheet(app: AppTest, name: str, path: str, pen: Pen) -> Sheet:
    """Run the page at a path of the address. Raises ReportFailed where it does not draw."""
    # AppTest.switch_page knows pages by their files, and ours are functions. This is what it would set.
    app._page_hash = calc_hash(path)
    try:
        app.run()
    except RuntimeError as error:  # what AppTest raises when a page takes too long
        raise ReportFailed(f"The page {path or 'at /'} was not drawn within {SECONDS_A_PAGE} seconds.") from error
    if app.exception:
        kind = app.exception[0].proto.type or "an error"
        why = f"{kind}. Open it in the dashboard; its log says why."
        raise ReportFailed(f"The page {path or 'at /'} cannot be drawn: {why}")
    return Sheet(name, pen.write(app.main), tuple(dict.fromkeys(pen.cards)))
