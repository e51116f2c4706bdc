"""The one door for contributed Markdown: what comes out runs nothing and decides nothing about the
page.
"""

from __future__ import annotations

import re
import time

import lxml.html
import pytest

from rooftop.markup import clean_prose, parse_markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "[x](javascript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    '<a href="javascript:alert(1)">x</a>',
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=https://evil.example><input name=q></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<p id=__config>{}</p>",
    "text {: #__config }",
    "# Title {: #__search onclick=alert(1) }",
    "<div data-md-component=search>x</div>",
    "<p class='md-overlay'>x</p>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "<!-- a secret remark --> visible",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "![x](https://evil.example/pixel.gif)",
    "<video src=https://evil.example/x.mp4 autoplay></video>",
    "<a name=forms id=forms>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<a href=x target=_blank>x</a>",
    "<p lang=en dir=rtl onmouseover=alert(1)>x</p>",
    "<b <script>alert(1)</script>",
    "\\<script>alert(1)</script>",
    "<<script>script>alert(1)<</script>/script>",
]
ALLOWED = {
    "href",
    "title",
    "rel",
    "class",
    "id",
    "src",
    "alt",
    "width",
    "height",
    "loading",
    "decoding",
    "start",
}


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markup_comes_out_harmless(source: str) -> None:
    html = clean_prose(parse_markdown(source)).on_page("../../")
    tree = lxml.html.fragment_fromstring(str(html), create_parent="div")
    for element in tree.iterdescendants():
        assert element.tag not in {
            "script",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "meta",
            "base",
            "link",
            "style",
            "svg",
            "video",
        }
        assert set(element.attrib) <= ALLOWED, element.attrib
        assert re.match(r"(https?:|#|\.\./|$)", element.get("href", "#")), element.attrib
        assert element.get("id", "section-").startswith("section-")
        assert element.get("class", "product") in {
            "product",
            "align-left",
            "align-right",
            "align-center",
        }
    assert "secret remark" not in html


def test_ordinary_markdown_arrives() -> None:
    source = """# One

A *b* **c** ~~d~~ `e` [f](https://example.org "t").

## Two

> q

1. x
2. y

| a | b |
|:-|-:|
| 1 | 2 |
"""
    prose = clean_prose(parse_markdown(source))
    html = str(prose.on_page(""))
    for piece in (
        "<em>b</em>",
        "<strong>c</strong>",
        "<del>d</del>",
        "<code>e</code>",
        "<blockquote>",
        "<ol>",
        "<table>",
        'title="t"',
    ):
        assert piece in html
    assert prose.text.startswith("One A b c d e f.")


def test_headings_begin_at_two_and_ids_are_ours_and_unique() -> None:
    html = str(clean_prose(parse_markdown("# A\n\n# A\n\n### B\n\n###### C")).on_page(""))
    assert re.findall(r'<(h\d) id="([^"]+)"', html) == [
        ("h2", "section-a"),
        ("h2", "section-a--1"),
        ("h4", "section-b"),
        ("h6", "section-c"),
    ]


def test_addresses_are_relative_on_a_page_and_absolute_in_a_feed() -> None:
    tree = parse_markdown("[a](products/x/) [b](#section-c) [c](https://example.org/)\n\n## C")
    prose = clean_prose(tree)
    assert 'href="../../products/x/"' in prose.on_page("../../")
    assert 'href="#section-c"' in prose.on_page("../../")
    absolute = str(prose.absolute("https://voices.example/sub/"))
    assert 'href="https://voices.example/sub/products/x/"' in absolute
    assert "#section-c" not in re.sub(r'id="[^"]*"', "", absolute)


@pytest.mark.parametrize(
    "source",
    [
        "[" * 1_000,
        "*a" * 5_000,
        "`" * 5_000,
        "> " * 2_000 + "x",
        "![" * 1_000,
        "_a_" * 3_000,
        "<" * 5_000,
        "|a" * 4_000,
    ],
    ids=["brackets", "stars", "ticks", "quotes", "images", "underscores", "angles", "pipes"],
)
def test_awkward_markdown_takes_no_time_out_of_proportion(source: str) -> None:
    began = time.process_time()
    clean_prose(parse_markdown(source)).on_page("")
    assert time.process_time() - began < 5


def test_text_that_needs_no_markup_is_left_as_it_is() -> None:
    source = "Plain words, with “quotes” – and (brackets); 5 % of 3 $ = nothing? Yes."
    assert str(clean_prose(parse_markdown(source)).on_page("")) == f"<p>{source}</p>"
