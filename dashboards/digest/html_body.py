"""The letter as HTML for mail programs: tables and styles on the elements, nothing fetched, no script."""

import html
from collections.abc import Iterable

from dashboards.digest.letter import Letter, Line
from dashboards.report.inline import inline
from dashboards.text import text

LANGUAGE_TAG = {"zh": "zh-CN", "en": "en"}
FONT = "font-family:Inter,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
INK, FADED, LINE, LINK = "#101828", "#667085", "#E4E7EC", "#175CD3"
BODY = f"margin:0;padding:16px;background:#FFFFFF;color:{INK};{FONT};font-size:14px;line-height:1.5"
TITLE = f"margin:24px 0 8px;font-size:16px;border-bottom:1px solid {LINE};padding-bottom:4px"
CELL = "padding:6px 12px 6px 0;vertical-align:top;text-align:left"
SMALL = f"color:{FADED};font-size:12px"


def html_body(said: Letter) -> str:
    """The whole document."""
    say = text(said.language)
    title, compared = html.escape(said.title), html.escape(said.compared)
    parts = [
        table(say("digest.figures"), (figure(line) for line in said.figures)),
        listed(say("card.findings"), (finding(line, say("finding.evidence")) for line in said.findings)),
        listed(say("digest.open"), (link(line.url, line.title) for line in said.links)),
        listed(say("paper.definitions"), (defined(line) for line in said.definitions), SMALL),
        listed(say("digest.origin"), (defined(line) for line in said.origin), SMALL),
    ]
    return (
        f'<!doctype html><html lang="{LANGUAGE_TAG[said.language]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>'
        f'<body style="{BODY}"><div style="max-width:680px;margin:0 auto">'
        f'<h1 style="margin:0;font-size:20px">{title}</h1><p style="margin:4px 0;color:{FADED}">{compared}</p>'
        f"{''.join(parts)}</div></body></html>\n"
    )


def headed(title: str, inside: str) -> str:
    """A title over what stands below it; nothing where nothing does."""
    return f'<h2 style="{TITLE}">{html.escape(title)}</h2>{inside}' if inside else ""


def table(title: str, rows: Iterable[str]) -> str:
    inside = "".join(rows)
    return headed(title, f'<table style="border-collapse:collapse;width:100%">{inside}</table>' if inside else "")


def listed(title: str, items: Iterable[str], style: str = "") -> str:
    inside = "".join(f'<li style="margin:0 0 8px">{item}</li>' for item in items)
    return headed(title, f'<ul style="margin:0;padding-left:20px;{style}">{inside}</ul>' if inside else "")


def figure(line: Line) -> str:
    return (
        f'<tr><td style="{CELL}">{html.escape(line.title)}</td>'
        f'<td style="{CELL};font-weight:600;white-space:nowrap">{html.escape(line.said)}</td>'
        f'<td style="{CELL};{SMALL}">{inline(line.note)}</td></tr>'
    )


def finding(line: Line, evidence: str) -> str:
    return f"{inline(line.said)} {link(line.url, evidence)}"


def defined(line: Line) -> str:
    return f"<strong>{html.escape(line.title)}</strong>: {inline(line.said)}"


def link(url: str, label: str) -> str:
    return f'<a href="{html.escape(url, quote=True)}" style="color:{LINK}">{html.escape(label)}</a>'
