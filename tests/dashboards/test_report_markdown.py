"""What pages write in Markdown, on paper: their emphasis, and never anybody's markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.report.inline import inline, paragraphs
from dashboards.text import plain

TAG = re.compile(r"<[^>]*>")
OURS = re.compile(r'</?(?:p|br|ul|li|h4|strong|em|code)>|<span class="[a-z-]+">|</span>')


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("**New** :gray[0 sub-causes]", '<strong>New</strong> <span class="gray">0 sub-causes</span>'),
        (":small[:gray[Failure rate]]", '<span class="small"><span class="gray">Failure rate</span></span>'),
        (":blue-badge[Not \\[fully\\] verified]", '<span class="blue-badge">Not [fully] verified</span>'),
        (":material/arrow_upward: **x**", "↑  <strong>x</strong>"),
        (":material/bolt: x", " x"),
        ("`a<b` & [label](/causes)", "<code>a&lt;b</code> &amp; label"),
        ("*so*, 2 * 3 * 4", "<em>so</em>, 2 * 3 * 4"),
        ("10:30, a:b", "10:30, a:b"),
        (":red[never closed", '<span class="red">never closed</span>'),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_one_line(markdown: str, written: str) -> None:
    assert inline(markdown) == written


def test_paragraphs_lists_and_headings() -> None:
    assert paragraphs("#### Heading\n\n- a\n- b\n\none  \ntwo") == (
        "<h4>Heading</h4><ul><li>a</li><li>b</li></ul><p>one<br>two</p>"
    )


@given(st.text(max_size=60))
def test_no_text_brings_markup_of_its_own(text: str) -> None:
    for tag in TAG.findall(paragraphs(text)):
        assert OURS.fullmatch(tag), tag


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40))
def test_log_text_is_written_as_it_is(text: str) -> None:
    """What `plain` escaped for the page comes out as the letters it was."""
    shown = inline(plain(text))
    for entity, letter in {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&"}.items():
        shown = shown.replace(entity, letter)
    assert shown == " ".join(text.split())
