"""The quick look at a file lets nothing pass that a closer look would find."""

from __future__ import annotations

import gzip
import html
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable

import cbor2
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from rooftop.markup import readings
from rooftop.text import unaccented
from rooftop.withheld_text import TextFinder, WithheldText, pieces_in, texts_of

WITHHELD = WithheldText(
    people=frozenset(
        [
            "Oliver Stern",
            "Zoë Brontë",
            "Lê Văn Đức",
            "Anna Bob X",
            "Iris Ζήτα",
            "Will May",
            "田中太郎",
        ]
    ),
    companies=frozenset(["Brackwater Ferries", "Plan B Übersee", "Straßenwerk", "ガラス堂"]),
    passages=frozenset(
        [
            "we left the café after six months and two winters",
            "für drei Jahre ohne größere Sorgen",
            "nobody told us for six months",
        ]
    ),
    marks=frozenset(["CR-2025-0067", "@the_keeper"]),
)
TEXTS = sorted(WITHHELD.people | WITHHELD.companies | WITHHELD.passages | WITHHELD.marks)
TEXTS += ["O. Stern", "Stern, Oliver", "zbronte", "Anna X", "brackwaterferries", "WILL MAY"]

Spelling = Callable[[str], str]
SPELLINGS: dict[str, Spelling] = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "without accents": unaccented,
    "with marks of their own": lambda text: unicodedata.normalize("NFD", text),
    "in wide letters": lambda text: "".join(
        chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text
    ),
    "with ligatures": lambda text: text.replace("ss", "ß").replace("fe", "ﬀe"),
    "over two lines": lambda text: text.replace(" ", "\n  "),
    "with fixed blanks": lambda text: text.replace(" ", "\u00a0"),
    "with narrow blanks": lambda text: text.replace(" ", "\u202f"),
    "with dashes": lambda text: text.replace(" ", " – "),
    "with low lines": lambda text: text.replace(" ", "_"),
    "with tags between words": lambda text: text.replace(" ", "</b> <i class='x'>"),
    "with tags in place of blanks": lambda text: text.replace(" ", "</p><p>"),
    "with tags within words": lambda text: f"{text[0]}<b>{text[1:-1]}</b>{text[-1]}",
    "with a sign of less": lambda text: f"3 < 4 {text} 5 > 4",
    "as entities": lambda text: "".join(f"&#{ord(each)};" for each in text),
    "as entities nobody closed": lambda text: text.replace(" ", "&nbsp"),
    "with other letters as entities": lambda text: text.encode(
        "ascii", "xmlcharrefreplace"
    ).decode(),
    "with accents as entities": lambda text: text.replace("ë", "&euml").replace("é", "&eacute "),
    "escaped twice": lambda text: html.escape(text.replace(" ", "&nbsp;")),
    "with escaped tags": lambda text: html.escape(text.replace(" ", "</b> <b>")),
    "with tags escaped twice": lambda text: html.escape(html.escape(text.replace(" ", "<br>"))),
    "as JSON has it": lambda text: json.dumps(text)[1:-1],
    "with escapes of JSON": lambda text: text.replace(" ", "\\n"),
    "with other escapes of JSON": lambda text: text.replace(" ", "\\t"),
    "after a backslash": lambda text: f"C:\\{text}",
}


def page(text: str) -> bytes:
    return f"<!doctype html><title>x</title><main><p>{text}</p></main>".encode()


def facts(text: str) -> bytes:
    return page(f'</p><script type="application/ld+json">{{"@id": "{text}"}}</script>')


def picture(text: str) -> bytes:
    information, file = PngInfo(), io.BytesIO()
    information.add_itxt("Author", text)
    Image.new("RGB", (4, 4)).save(file, "png", pnginfo=information)
    return file.getvalue()


def archive(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as slides:
        slides.writestr("ppt/slide1.xml", f"<a:t>{text}</a:t>")
    return file.getvalue()


def found_by_search(text: str) -> bytes:
    shown = [json.dumps({"url": "/a/", "content": text}, ensure_ascii=False)] * 2
    return gzip.compress(cbor2.dumps(shown))


KINDS: dict[str, Callable[[str], bytes]] = {
    "index.html": page,
    "attribute.html": lambda text: page(f'</p><img alt="{text}">'),
    "card.html": lambda text: page(f'</p><li class="rt-card">{text}<li class="rt-card">'),
    "comment.html": lambda text: page(f"<!-- {text} -->"),
    "facts.html": facts,
    "feed.xml": lambda text: f"<rss><item><title>{html.escape(text)}</title></item>".encode(),
    "atom.xml": lambda text: f"<feed><entry><content><![CDATA[{text}]]></content>".encode(),
    "feed.json": lambda text: f'{{"items":[\n{{"title":"{text}"}}]}}'.encode(),
    "api.json": lambda text: json.dumps({text: [1]}, indent=2, ensure_ascii=False).encode(),
    "broken.json": lambda text: f'{{"title": "{text}'.encode(),
    "data.jsonld": lambda text: json.dumps([text], ensure_ascii=False).encode(),
    "stories.csv": lambda text: f'a,"{text}",b\n'.encode(),
    "story.md": lambda text: f"# {text}\n".encode(),
    "person.vcf": lambda text: f"BEGIN:VCARD\r\nFN:{text}\r\n".encode(),
    "event.ics": lambda text: f"SUMMARY:{text}\r\n".encode(),
    "words.txt": str.encode,
    "picture.svg": lambda text: f"<svg><title>{text}</title></svg>".encode(),
    "picture.png": picture,
    "sitemap.xml.gz": lambda text: gzip.compress(f"<loc>{text}</loc>".encode()),
    "slides.pptx": archive,
    "a.pf_fragment": found_by_search,
    "a.pf_filter": lambda text: gzip.compress(b"pagefind_dcd" + cbor2.dumps(["kind", [text]])),
    "unknown": lambda text: b"\xff\x00" + text.encode() + b"\x00\xff",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_quick_look_lets_nothing_pass(kind: str) -> None:
    finder = TextFinder(WITHHELD)
    times = {
        (text, spelling): found
        for text in TEXTS
        for spelling, spell in SPELLINGS.items()
        if (found := _is_found(finder, kind, KINDS[kind](spell(text))))
    }
    missed = [
        case for case in times if not _may_hold(kind, KINDS[kind](SPELLINGS[case[1]](case[0])))
    ]
    assert missed == []
    assert len(times) > 2 * len(TEXTS)


def _is_found(finder: TextFinder, name: str, data: bytes) -> bool:
    pieces = [piece for suffix, text in texts_of(name, data) for piece in pieces_in(suffix, text)]
    return any(list(finder.find(text)) for piece in pieces for text in readings(piece))


SIEVE = TextFinder(WITHHELD).sieve


def _may_hold(name: str, data: bytes) -> bool:
    return any(SIEVE.may_hold(suffix, text) for suffix, text in texts_of(name, data))


@pytest.mark.parametrize("kind", KINDS)
def test_most_files_need_no_closer_look(kind: str) -> None:
    texts = ["Nobody knows what the others “did”", "Müller & Söhne, 2 days", "a &lt;b&gt; b"]
    assert not any(_may_hold(kind, KINDS[kind](text)) for text in texts if kind != "unknown")


def test_an_address_gets_a_closer_look_even_where_nothing_is_withheld() -> None:
    sieve = TextFinder(WithheldText()).sieve
    for text in (
        b"ana@example.com",
        b"ana&#64;example.com",
        b'"\\u0040id"',
        b"ana&commat;a.example",
    ):
        assert sieve.may_hold(".html", text)
    assert not sieve.may_hold(".html", b'{"@id": "https://voices.example/"}')


def test_what_held_nothing_is_not_looked_at_again() -> None:
    sieve = TextFinder(WITHHELD).sieve
    clean, leak = '<li class="rt-card">Ana Ribeiro', '<li class="rt-card">Oliver Stern'
    assert not sieve.may_hold(".html", clean.encode())
    assert sieve.may_hold(".html", (clean + leak).encode())
    assert sieve.may_hold(".html", (clean + leak).encode())
