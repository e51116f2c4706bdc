"""Prose is read as GitHub shows it in a pull request: `cmarkgfm` holds GitHub's own reader, and both
have to draw the same.
"""

from __future__ import annotations

import itertools
import re
from urllib.parse import unquote

import cmarkgfm
import html5lib
import nh3
import pytest
from cmarkgfm.cmark import Options

from rooftop.markup import clean_prose, parse_markdown
from tests.fuzzing import TAGS, addresses_on, shape

GITHUB = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
EXTENSIONS = ["table", "strikethrough", "autolink", "tagfilter", "tasklist"]
#: Tags that GitHub keeps, and those we draw instead.
DRAWN = {"b": "strong", "i": "em", "s": "del"}

#: What people write. Headings begin at the second level, because pages have a first of their own.
CASES = [
    "#1 in our town",
    "##No blank",
    "## A heading ##",
    "## A heading\nand text",
    "A heading\n---",
    "Not a\nlist: - x",
    "Our reasons:\n- one\n- two",
    "Our reasons:\n* one\n* two",
    "Our steps:\n1. one\n2. two",
    "In the year\n1999. It began",
    "1. a\n   - b\n2. c",
    "1. a\n  - b",
    "1. a\n    - b\n    - c\n2. d",
    "- a\n  - b\n    - c",
    "- a\n\n- b",
    "- a\n\n  more of a\n- b",
    "- a\n+ b",
    "1. a\n1) b",
    "3. three\n4. four",
    "- a\nlazy",
    "- ```\n  fence\n  ```\n- b",
    "1. first\n\n   ```\n   fence\n   ```\n\n2. second",
    "> a\nlazy\n> b",
    "> a\n\n> b",
    "> - a\n> - b",
    "> ## a\n> b",
    "text\n> quote",
    "text\n```\nfence\n```",
    "```js\na < b && c\n```",
    "~~~\na\n~~~",
    "    indented\n    code",
    "text\n    not code",
    "a  \nb",
    "a\\\nb",
    "a\nb",
    "*a* _b_ **c** __d__ ***e***",
    "snake_case_name and 2*3*4",
    "**a**b and a**b**",
    "*a **b** c*",
    "**“Quoted”** text",
    "~~gone~~ and ~gone~ and ~~~not~~~",
    "`code` and ``co`de``",
    "`a` `b",
    "[x](https://example.org)",
    '[x](https://example.org "title")',
    "[x](<https://example.org/a b>)",
    "[x][r] and [r]\n\n[r]: https://example.org",
    "[a]: not a link",
    "![a boat](boat.webp)",
    "<https://example.org>",
    "https://example.org/a?b=c.",
    "(see https://example.org/a_(b))",
    "www.example.org and http://example.org",
    "_https://example.org_",
    "[https://example.org](https://example.org)",
    "\\*not\\* \\#1 &copy; &amp; &#65;",
    "| a | b |\n|:--|--:|\n| 1 | 2 |",
    "a | b\n--|--\n1 | 2\n3",
    "text\n| a |\n|---|\n| 1 |",
    "| a \\| b |\n|---|\n| `c \\| d` |",
    "| a |\n|---|\n| 1 |\n\ntext",
    "***",
    "text\n***\ntext",
    "Text.[^1] More.[^b]\n\n[^1]: One.\n[^b]: Two.",
    "Text.[^1]\n\n[^1]: One.\n\n    Still one.\n\nAfter.",
    "| a |\n|---|\n| x[^1] |\n[^1]: One.",
    "[^1]: never referred to",
    "[^1] without a note",
    "- [ ] open\n- [x] done",
    "Term\n: no definition",
    "text {: #id }",
    "!!! note\n    text",
    "x<sup>2</sup> H<sub>2</sub>O <kbd>Esc</kbd>",
    "<b>a</b> <i>b</i> <s>c</s>",
    "<div>\n\n*a*\n\n</div>",
    "<div>\n*a*\n</div>",
    "a <!-- hidden --> b",
    "<script>alert(1)</script>",
    "<svg><style><img src=x></style></svg>",
    "<p>a<p>b",
    "日本語の**太字**です",
    "a^2^ ==b== $c$ :d:",
]
BLOCKS = [
    *("text", "two\nlines", "## heading", "> quote", "- a\n- b", "1. a\n2. b", "```\ncode\n```"),
    *("    code", "***", "| a |\n|---|\n| b |", "<div>html</div>"),
    *("text[^1]", "[^1]: note", "- a\n\n  b", "* [x]", "-----", "#1", "<kbd>x</kbd>"),
]


def on_github(text: str) -> str:
    """``text`` as GitHub draws it, but for what only its own pages have: classes, boxes to tick, a
    heading above footnotes.
    """
    html = cmarkgfm.markdown_to_html_with_extensions(text, options=GITHUB, extensions=EXTENSIONS)
    html = html.replace('<input type="checkbox" disabled="" />', "☐")
    html = html.replace('<input type="checkbox" checked="" disabled="" />', "☑")
    html = html.replace('<section class="footnotes" data-footnotes>', "<hr>")
    for tag, drawn in DRAWN.items():
        html = re.sub(rf"<(/?){tag}>", rf"<\1{drawn}>", html)
    return nh3.clean(html, tags=TAGS, link_rel=None)


def here(text: str) -> str:
    return str(clean_prose(parse_markdown(text)).on_page(""))


def drawn(html: str) -> tuple[list[str], set[str]]:
    """The elements and words of ``html``, and the addresses outside of the page."""
    page = html5lib.parseFragment(html, namespaceHTMLElements=False)
    addresses = {unquote(url) for url in addresses_on(page) if not url.startswith("#")}
    return list(shape(page)), {url for url in addresses if url.startswith("http")}


@pytest.mark.parametrize("text", CASES)
def test_prose_is_drawn_as_github_draws_it(text: str) -> None:
    assert drawn(here(text)) == drawn(on_github(text))


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_blocks_end_where_they_end_on_github(between: str) -> None:
    differing = [
        text
        for text in map(between.join, itertools.permutations(BLOCKS, 2))
        if drawn(here(text)) != drawn(on_github(text))
    ]
    assert differing == []
