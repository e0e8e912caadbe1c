"""The Markdown that pages write, as HTML: emphasis, code, colours, badges. Nothing in it becomes any other markup."""

import html
import re

TOKEN = re.compile(
    r"\\(?P<literal>[!-/:-@\[-`{-~])"
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*"
    r"|\*(?P<italic>(?:\\.|[^*\\\s])(?:\\.|[^*\\])*)\*"
    r"|:material/(?P<icon>\w+):"
    r"|:(?P<style>[a-z]+(?:-badge|-background)?)\["
    r"|\[(?P<label>(?:\\.|[^\[\]\\])+)\]\([^()\s]+\)",
    re.ASCII,
)
BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
HEADING = re.compile(r"#{1,6} +")
ITEM = re.compile(r"(?:[-*]|\d+\.) +")
# Icons come from a font that a file on its own does not have; where one carries a meaning, a letter stands for it.
SIGNS = {"arrow_upward": "↑ ", "arrow_downward": "↓ ", "trending_up": "↑ ", "trending_down": "↓ ", "warning": "⚠ "}


def paragraphs(markdown: str) -> str:
    """The text as paragraphs, lists and headings."""
    return "".join(block(part.strip("\n")) for part in re.split(r"\n\s*\n", markdown.strip()) if part.strip())


def block(part: str) -> str:
    lines = [line.strip() for line in part.split("\n")]
    if all(ITEM.match(line) for line in lines):
        items = (inline(ITEM.sub("", line, count=1)) for line in lines)
        return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    if len(lines) == 1 and HEADING.match(lines[0]):
        return f"<h4>{inline(HEADING.sub('', lines[0], count=1))}</h4>"
    return f"<p>{'<br>'.join(inline(line) for line in lines)}</p>"


def inline(markdown: str) -> str:
    """One line."""
    written, at = [], 0
    while found := TOKEN.search(markdown, at):
        written.append(html.escape(markdown[at : found.start()]))
        piece, at = token(markdown, found)
        written.append(piece)
    return "".join([*written, html.escape(markdown[at:])])


def token(markdown: str, found: re.Match[str]) -> tuple[str, int]:
    """The HTML of what was found, and where the text goes on."""
    kind, inner = found.lastgroup, found[found.lastgroup or 0]
    if kind == "style":
        end = closing(markdown, found.end())
        return f'<span class="{inner}">{inline(markdown[found.end() : end])}</span>', end + 1
    written = {
        "literal": html.escape,
        "code": lambda text: f"<code>{html.escape(text)}</code>",
        "bold": lambda text: f"<strong>{inline(text)}</strong>",
        "italic": lambda text: f"<em>{inline(text)}</em>",
        "icon": lambda name: SIGNS.get(name, ""),
        "label": inline,
    }
    return written[kind or ""](inner), found.end()


def closing(markdown: str, at: int) -> int:
    """Where the bracket that was opened before `at` is closed; the end of the text where it never is."""
    depth = 1
    for found in BRACKET.finditer(markdown, at):
        depth += {"[": 1, "]": -1}.get(found[0], 0)
        if not depth:
            return found.start()
    return len(markdown)
