"""The one door for contributed Markdown: what comes out runs nothing and decides nothing about the
page.
"""

from __future__ import annotations

import contextlib
import re
import time

import html5lib
import lxml.html
import pytest

from rooftop.markup import (
    clean_prose,
    escape_markdown,
    find_trick,
    links_in,
    parse_markdown,
    read_markdown,
    write_markdown,
)
from tests.fuzzing import markdown, shape

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


def test_no_parser_sees_what_the_rules_did_not() -> None:
    """Text to one parser and markup to another is how pictures, links and ids got past the
    rules.
    """
    hidden = (
        '<img src="https://evil.example/x.gif"><a id="rt-words" href="https://evil.example">x</a>'
    )
    for opening, closing in (
        ("<svg><style>", "</style></svg>"),
        ("<svg><script>", "</script></svg>"),
        ("<math><style>", "</style></math>"),
        ("<svg><title>", "</title></svg>"),
        ("<math><annotation-xml encoding='text/html'>", "</annotation-xml></math>"),
        ("<noscript>", "</noscript>"),
        ("<textarea>", "</textarea>"),
        ("<xmp>", "</xmp>"),
        ("<template>", "</template>"),
        ("<table><caption>", "</caption></table>"),
        ("<select><option>", "</option></select>"),
        ("<!-- --!>", "<!-- -->"),
        ("<![CDATA[>", "]]>"),
    ):
        tree = parse_markdown(f"{opening}{hidden}{closing}")
        seen = {url for _, _, url in links_in(tree)}
        page = html5lib.parseFragment(
            str(clean_prose(tree).on_page("")), namespaceHTMLElements=False
        )
        shown = {each.get("href") or each.get("src") for each in page.iter()}
        assert shown <= seen | {None}
        assert not [each for each in page.iter("img") if each.get("src")]
        assert not [each for each in page.iter() if each.get("id")]
        assert list(shape(page)) == list(shape(tree))


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markup_is_seen_by_the_rules_as_browsers_see_it(source: str) -> None:
    markdown(source.encode())


@pytest.mark.parametrize(
    "source",
    [
        "[x](&#1;)",
        "[x](&#xD800;)",
        "<html>",
        "<body><head>x",
        "<p>&#1;&#xFFFE;</p>",
        "&#0;",
        "<b>",
        "",
    ],
)
def test_what_no_document_can_hold_breaks_nothing(source: str) -> None:
    clean_prose(read_markdown(source).tree).markdown("https://voices.example/")


@pytest.mark.parametrize(
    ("words", "trick"),
    [
        ("[bank.example/login]", True),
        ("[→ bank.example]", True),
        ('["bank.example"]', True),
        ("[“https://bank.example”]", True),
        ("[**bank**.example]", True),
        ("[BANK.EXAMPLE]", True),
        ("[Bank.Example]", True),
        ("[Log in at bank.example now]", True),
        ("[bank。example]", True),
        ("[ｂａｎｋ．ｅｘａｍｐｌｅ]", True),
        ("[bank&#46;example]", True),
        ("[bank.example:8080]", True),
        ("[https:bank.example]", True),
        ("[https://user@bank.example]", True),
        ("[192.0.2.7]", True),
        ("[банк.рф]", True),
        ("[![bank.example](../media/x.png)]", True),
        ("[other.example or bank.example]", True),
        ("[other.example]", False),
        ("[www.Other.example.]", False),
        ("[other.example/bank.example]", False),
        ("[our report.pdf]", False),
        ("[Node.js and README.md]", False),
        ("[version 1.2.3, e.g.]", False),
        ("[It works.Then it did not]", False),
        ("[and/or 24/7]", False),
    ],
)
def test_words_that_promise_another_address_are_found(words: str, trick: bool) -> None:
    tree = parse_markdown(f"{words}(https://other.example/)")
    (link,) = tree.iter("a")
    assert bool(find_trick(link, "https://other.example/")) == trick


@pytest.mark.parametrize(
    "url",
    ["https://a.example\\@b.example", "https://%65vil.example", "https://a.example:x", "https://"],
)
def test_an_address_that_programs_read_in_two_ways_is_a_trick(url: str) -> None:
    link = lxml.html.fragment_fromstring("<a>x</a>")
    assert find_trick(link, url)


def test_footnotes_lead_there_and_back_under_ids_of_ours() -> None:
    source = "A[^x] b[^x] c[^rt-words]\n\n[^x]: One.\n[^rt-words]: Two.\n\n## Note 1"
    prose = clean_prose(parse_markdown(source))
    page = lxml.html.fragment_fromstring(str(prose.on_page("")), create_parent="div")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) == 6
    assert all(name.startswith("section-") for name in ids)
    assert {url.removeprefix("#") for url in page.xpath("//@href")} < set(ids)
    assert prose.text == "A b c Note 1 One. Two."


def test_ids_of_two_fields_on_one_page_differ() -> None:
    source = "## A heading\n\nText.[^1] [Up](#section-a-heading)\n\n[^1]: Note."
    pages = [
        str(clean_prose(parse_markdown(source), field).on_page(""))
        for field in ("body", "challenge")
    ]
    ids, others = (set(re.findall(r' id="([^"]+)"', page)) for page in pages)
    assert len(ids) == len(others) == 3
    assert not ids & others
    for page in pages:
        assert set(re.findall(r'href="#([^"]+)"', page)) <= ids | others


def test_only_pictures_of_this_site_are_loaded() -> None:
    tree = parse_markdown("![a](x) ![b](y) ![c](z)")
    sources = ("media/a.webp", "https://evil.example/b.webp", "media/../c.svg")
    for element, source in zip(tree.iter("img"), sources, strict=True):
        element.attrib.update({"src": source, "srcset": f"{source} 480w, {source} 960w"})
    page = str(clean_prose(tree).on_page("../"))
    assert re.findall(r'srcset="([^"]+)"', page) == ["../media/a.webp 480w, ../media/a.webp 960w"]
    assert re.findall(r'src="([^"]+)"', page) == ["../media/a.webp"]


STRUCTURE = """## One

A *b* **c** [d](https://example.org "e") and
more of it.\\
A new line.

- first
- second

> quoted

| a | b |
|---|---|
| 1 | 2 |

```
x  y
```

![A boat](../media/boat.webp)
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("and\nmore of it", "and more\nof it"),
        ("A *b* **c**", "A _b_\n__c__"),
        ("- first\n- second", "* first\n\n* second"),
        ("## One", "One\n---"),
        ("> quoted", ">   quoted"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a|b\n-|-\n1|2"),
        ("```\nx  y\n```", "~~~\nx  y\n~~~"),
        ("**c**", "<b>c</b>"),
        ("\\\nA new", "  \nA new"),
        ("A *b*", "A <!-- a remark --> *b*"),
        ("A boat](../media/boat.webp)", "A\nboat](<../media/boat.webp>)"),
    ],
)
def test_the_same_sight_has_the_same_structure(before: str, after: str) -> None:
    changed = STRUCTURE.replace(before, after)
    assert changed != STRUCTURE
    assert read_markdown(changed).structure == read_markdown(STRUCTURE).structure


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## One", "One"),
        ("## One", "##One"),
        ("## One", "## One\n\n### Two"),
        ("## One", "## Ones"),
        ("A *b*", "A b"),
        ("A *b*", "A **b**"),
        ("https://example.org", "https://example.net"),
        (' "e"', ' "f"'),
        ("\\\nA new", "\nA new"),
        ("more of it", "\nmore of it"),
        ("- first\n- second", "1. first\n2. second"),
        ("- first\n- second", "first, second"),
        ("- first\n- second", "- first\n  - second"),
        ("- first\n- second", "- first second"),
        ("> quoted", "quoted"),
        ("| 1 | 2 |", "| 1 | 2 |\n| 3 | 4 |"),
        ("| 1 | 2 |", "| 12 | |"),
        ("x  y", "x y"),
        ("```\nx  y\n```", "x y"),
        ("```\nx  y\n```", "`x  y`"),
        ("boat.webp", "ship.webp"),
        ("A boat", "A ship"),
        ("![A boat]", "[A boat]"),
        ("and\nmore", "~~and~~\nmore"),
        ("and\nmore", "&lt;em&gt;and&lt;/em&gt;\nmore"),
        ("> quoted", "> quoted\n\n***"),
        ("> quoted", "> quoted[^1]\n\n[^1]: Not so."),
    ],
)
def test_another_sight_has_another_structure(before: str, after: str) -> None:
    changed = STRUCTURE.replace(before, after)
    assert changed != STRUCTURE
    assert read_markdown(changed).structure != read_markdown(STRUCTURE).structure


def test_the_form_of_the_structure_stays_for_ever() -> None:
    """Digests that people approved are made of it."""
    source = STRUCTURE + "\n3. a\n   - b & c[^1]\n\n[^1]: See “d”.\n"
    assert read_markdown(source).structure.split("\n") == [
        "h2 One",
        'p A <em>b</em> <strong>c</strong> <a href="https://example.org" title="e">d</a> and more'
        " of it.<br>A new line.",
        *("ul", " li", "  p first", " li", "  p second"),
        *("blockquote", " p quoted"),
        *("table", " tr", "  th", "   p a", "  th", "   p b", " tr", "  td", "   p 1", "  td"),
        *("   p 2", "pre x  y", 'p <img src="../media/boat.webp" alt="A boat">'),
        *("ol 3", " li", "  p a", "  ul", "   li", "    p b &amp; c<note 1>"),
        *("notes", " note", "  p See “d”."),
    ]


@pytest.mark.parametrize("place", ["{}", "## {}", "> {}", "- {}", "1. {}", "- a\n  {}", "*a* {}"])
@pytest.mark.parametrize(
    "text",
    [
        *(
            "# no heading",
            "- no list",
            "+ none",
            "1. none",
            "12) none",
            "> none",
            "=== ---",
            "| a |",
        ),
        *("[x](javascript:alert(1))", "![x](https://evil.example/x.gif)", "<https://evil.example>"),
        *(
            "<script>alert(1)</script>",
            "&lt;b&gt; &amp; &#60;",
            "*a* _b_ `c` ~d~",
            "a\\*b\\",
            ":--",
        ),
        *("https://evil.example", "www.evil.example", "[^1]: x [^1]", "[r]: x [r]", "Yes!", "```x"),
        *("AT&T; R&D", "  two\n\nlines ", "<!-- x", "\\", "- [ ] x", "a  \nb", "x #", "#", "&copy"),
    ],
)
def test_text_within_markdown_stays_text(place: str, text: str) -> None:
    tree = parse_markdown(place.format(escape_markdown(text)))
    assert not list(links_in(tree))
    assert " ".join(text.split()) in " ".join(tree.text_content().split())
    bare = parse_markdown(place.format("x"))
    assert [each.tag for each in tree.iter()] == [each.tag for each in bare.iter()]


@pytest.mark.parametrize(
    "source",
    [
        STRUCTURE.replace("## One", "## One *two*"),
        "**Amira:** said *a*b and **“c”**d `e``f` ~~g~~.",
        "1. a\n\n   > b\n\n   - c\n2. d\n\n\n<!-- -->\n\n3. e",
        "- a\n\n<!-- -->\n\n- b",
        "\\<script>alert(1)\\</script> \\[x\\](javascript:alert(1)) &lt;img src=x&gt; `<b>`",
        "````\n```\n````",
        "| a \\| b | [c](https://example.org/|) |\n|:-:|--:|\n| `d \\| e` | f<br>g |",
        "x<sup>2</sup> <kbd>Esc</kbd> <abbr title='a \"b\"'>c</abbr>",
        '[a (b)](<https://example.org/a (b)> "c \\"d\\"")',
        "Wait![a](https://example.org)",
        "a\\\n1\\. b\\\n\\- c",
    ],
)
def test_prose_written_as_markdown_reads_as_it_did(source: str) -> None:
    read = read_markdown(source)
    assert read_markdown(write_markdown(read.tree)).structure == read.structure


def test_prose_written_as_markdown_is_what_a_person_would_write() -> None:
    source = "## One\n\nA *b*, **c:** and `d`.\n\n- e\n- [f](https://example.org)\n\n> g\n\n1. h"
    assert write_markdown(parse_markdown(source)) == source
    assert write_markdown(parse_markdown("## One"), 2) == "#### One"


@pytest.mark.parametrize(
    "source",
    [
        "[^a]" * 5_000,
        "[^a]: b\n\n" + "[^a]" * 5_000,
        "a:" * 30_000,
        "www." * 15_000,
        "https://a.example/(" * 3_000,
        "> " * 200 + "x",
        "- " * 200 + "x",
        "<p>" + "".join(f"<b a={number}>" for number in range(900)) + "x\n\n" * 2_000,
        "<div>" * 900 + "<em>" * 90,
        "~~a" * 10_000,
    ],
    ids=lambda source: source[:12],
)
def test_long_runs_cost_no_time_out_of_proportion(source: str) -> None:
    began = time.process_time()
    with contextlib.suppress(RecursionError):
        read_markdown(source)
    assert time.process_time() - began < 2
