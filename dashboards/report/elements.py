"""What a page drew, as HTML: its cards, columns, texts, figures, tables and charts, in their order.

What only works on a screen (menus, buttons, links between pages) is left out; what the reader has chosen on the page
itself is told in words.
"""

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from dashboards.report.figures import figure
from dashboards.report.inline import inline, paragraphs
from dashboards.report.tables import table
from dashboards.text import Text

NOT_ON_PAPER = {"popover", "dialog", "sidebar", "event"}
FRAME = {"page_head", "filter_row"}
CARDS = ("card_", "kpi_")
ALERTS = ("error", "warning", "info", "success")


@dataclass
class Pen:
    """Writes nodes of Streamlit's element tree in one language; remembers the names of the cards it met.

    `most_rows` of a table are written; how many it has is told.
    """

    say: Text
    most_rows: int
    cards: list[str] = field(default_factory=list)

    def write(self, node: Any) -> str:
        """One node with all below it."""
        if node.type in NOT_ON_PAPER or getattr(node, "key", None) in FRAME:
            return ""
        if hasattr(node, "children"):
            return self.container(node)
        kind = "alert" if node.type in ALERTS else node.type
        written: Callable[[Any], str] = getattr(self, f"write_{kind}", self.choice)
        return written(node)

    def all(self, nodes: Iterable[Any]) -> str:
        return "".join(self.write(node) for node in nodes)

    def container(self, node: Any) -> str:
        """A card, a column, a row or a grid; nothing where nothing is inside."""
        card = card_of(node)
        if card:
            self.cards.append(card)
        inside = self.all(node.children.values())
        if not inside:
            return ""
        title = f"<h4>{inline(node.label)}</h4>" if node.type in ("tab", "expander", "status") else ""
        return f"<div{attributes(node, card)}>{title}{inside}</div>" if node.type != "main" else inside

    def write_title(self, node: Any) -> str:
        return ""  # the page's own, which the frame draws

    def write_header(self, node: Any) -> str:
        return f"<h3>{inline(node.value)}</h3>"

    write_subheader = write_header

    def write_markdown(self, node: Any) -> str:
        return paragraphs(node.value)

    def write_caption(self, node: Any) -> str:
        return f'<div class="caption">{paragraphs(node.value)}</div>'

    def write_alert(self, node: Any) -> str:
        return f'<div class="alert {node.type}">{paragraphs(node.value)}</div>'

    def write_metric(self, node: Any) -> str:
        label = f'<div class="small gray">{inline(node.label)}</div>' if is_labelled(node) else ""
        delta = f'<span class="delta">{html.escape(node.delta)}</span>' if node.delta else ""
        return f'<div class="metric">{label}<b>{html.escape(node.value)}</b>{delta}</div>'

    def write_dataframe(self, node: Any) -> str:
        return table(node.value, node.proto.columns, self.most_rows, self.say)

    def write_table(self, node: Any) -> str:
        return table(node.value, "", self.most_rows, self.say)

    def write_code(self, node: Any) -> str:
        return f"<pre>{html.escape(node.value)}</pre>"

    def write_plotly_chart(self, node: Any) -> str:
        return figure(node.proto.spec, node.proto.alt)

    def choice(self, node: Any) -> str:
        """What was chosen by a control of the page; nothing for what cannot be chosen by."""
        chosen = chosen_in(node)
        if not chosen:
            return ""
        told = f"{inline(node.label)}: {html.escape(self.say.listed(chosen))}"
        return f'<div class="caption"><p>{told}</p></div>'


def card_of(node: Any) -> str | None:
    """The name of the card that a container is."""
    key = node.key or ""
    return next((key.removeprefix(prefix) for prefix in CARDS if key.startswith(prefix)), None)


def attributes(node: Any, card: str | None) -> str:
    """How a container lies: Streamlit's own words are few."""
    if node.type == "column":
        return f' style="flex:{node.proto.weight:.3f} 1 0"'
    if node.type == "grid_container":
        return f' class="grid" style="--least:{node.proto.min_column_width_px or 200}px"'
    flex = node.proto.flex_container if node.type == "flex_container" else None
    is_row = flex is not None and flex.direction == flex.HORIZONTAL
    names = ["card"] * bool(card or (flex is not None and flex.border)) + [layout(node)] * is_row
    return f' class="{" ".join(names)}"' if names else ""


def layout(row: Any) -> str:
    """A row of columns, or of small things side by side."""
    return "columns" if any(child.type == "column" for child in row.children.values()) else "row"


def is_labelled(metric: Any) -> bool:
    return not metric.proto.label_visibility.value  # 0 is visible


def chosen_in(node: Any) -> list[str]:
    """The words of what a control holds."""
    if node.type == "button_group":
        return [str(one) for one in node.formatted_values]
    if node.type in ("selectbox", "radio"):
        return [] if node.index is None else [str(node.options[node.index])]
    if node.type in ("slider", "select_slider", "number_input", "date_input", "text_input"):
        held = node.value if isinstance(node.value, list | tuple) else [node.value]
        return [str(one) for one in held if one not in (None, "")]
    if node.type in ("toggle", "checkbox"):
        return ["✓"] if node.value else []
    return []
