"""Product mentions become links, and stories find their like."""

from __future__ import annotations

import time

import pytest

from rooftop.crosslinks import ProductLinker
from rooftop.markup import clean_prose, parse_markdown
from rooftop.records import Origin, Product
from tests.project import CONSENT, Project, story


def product(
    slug: str, name: str, names: tuple[str, ...] = (), not_names: tuple[str, ...] = ()
) -> Product:
    made = {"name": name, "names": names, "not_names": not_names}
    return Product.model_validate(made, context=Origin("x", slug))


LINKER = ProductLinker(
    [
        product("ledger", "Ledger", ("Ledger Cloud",), ("Ledger of Record",)),
        product("tide", "Tide"),
        product("c", "C++"),
        product("tide-pro", "Tide Pro"),
    ]
)


def link(source: str) -> str:
    tree = parse_markdown(source)
    LINKER.link(tree)
    return str(clean_prose(tree).on_page(""))


def anchor(slug: str, text: str) -> str:
    return f'<a href="products/{slug}/" class="product">{text}</a>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Ledger works.", f"<p>{anchor('ledger', 'Ledger')} works.</p>"),
        ("Ledger and Ledger.", f"<p>{anchor('ledger', 'Ledger')} and Ledger.</p>"),
        ("Ledger Cloud, not Ledger.", f"<p>{anchor('ledger', 'Ledger Cloud')}, not Ledger.</p>"),
        (
            "Tide Pro beats Tide.",
            f"<p>{anchor('tide-pro', 'Tide Pro')} beats {anchor('tide', 'Tide')}.</p>",
        ),
        ("Ledgers and Tidewater and preLedger.", "<p>Ledgers and Tidewater and preLedger.</p>"),
        ("Tide’s, “Tide”, Tide-like.", f"<p>{anchor('tide', 'Tide')}’s, “Tide”, Tide-like.</p>"),
        ("The Ledger of Record is a book.", "<p>The Ledger of Record is a book.</p>"),
        ("We write C++ here.", f"<p>We write {anchor('c', 'C++')} here.</p>"),
        (
            "**Tide** and *Ledger*.",
            f"<p><strong>{anchor('tide', 'Tide')}</strong> and "
            f"<em>{anchor('ledger', 'Ledger')}</em>.</p>",
        ),
        (
            "`Tide` and [Ledger](https://example.org).",
            '<p><code>Tide</code> and <a href="https://example.org">Ledger</a>.</p>',
        ),
        ("tide and LEDGER", "<p>tide and LEDGER</p>"),
    ],
)
def test_mentions(source: str, expected: str) -> None:
    assert link(source) == expected


def test_each_section_links_once_and_headings_never() -> None:
    html = link("Tide.\n\nTide.\n\n## Tide\n\nTide.\n\n### More Tide\n\nTide and Tide.")
    assert html.count(anchor("tide", "Tide")) == 3
    assert ">Tide</h2>" in html


def test_a_quotes_source_line_is_left_alone() -> None:
    html = link("> Tide runs.\n>\n> — somebody who sells Ledger\n\nAfterwards, Ledger.")
    assert anchor("tide", "Tide") in html
    assert "— somebody who sells Ledger" in html
    assert html.endswith(f"<p>Afterwards, {anchor('ledger', 'Ledger')}.</p>")


def test_code_blocks_and_tables() -> None:
    html = link("```\nTide\n```\n\n| Tide |\n|---|\n| Ledger |\n")
    assert "<code>Tide" in html
    assert anchor("ledger", "Ledger") in html


def test_cost_does_not_grow_with_the_number_of_products() -> None:
    text = "some words about a lorry and a gate and Product 7 in the end. " * 200
    times = []
    for number in (10, 5_000):
        linker = ProductLinker([product(f"p-{n}", f"Product {n}") for n in range(number)])
        tree = parse_markdown(text)
        began = time.process_time()
        for _ in range(5):
            linker.link(tree)
        times.append(time.process_time() - began)
    assert times[1] < times[0] * 10 + 0.1


def test_an_unknown_product_names_the_nearest(project: Project) -> None:
    project.write("content/stories/month-end.md", story(products="[leger]"))
    done = project.check()
    assert done.returncode == 1
    assert (
        "content/stories/month-end.md:5:12: error reference-unknown: there is no product 'leger'"
        in done.stderr
    )
    assert "Did you mean 'ledger'?" in done.stderr


def test_renamed_and_retired_products_resolve_and_say_so(project: Project) -> None:
    project.write(
        "content/products/ledger.md",
        "---\nname: Ledger\naliases: [books]\nstatus: retired\nreplaced_by: tide\n---\n",
    )
    project.write("content/products/tide.md", "---\nname: Tide\n---\n")
    project.write("content/stories/month-end.md", story(products="[books]"))
    done = project.check()
    assert done.returncode == 0
    assert "'books' is called 'ledger' now" in done.stderr
    assert "Ledger is retired; tide took its place" in done.stderr
    project.build()
    assert "Discontinued." in project.page("products/ledger").text_content()
    assert project.page("products/books").xpath("//meta[@http-equiv='refresh']/@content") == [
        "0; url=../../products/ledger/"
    ]
    assert "I went home before seven." in project.page("products/ledger").text_content()


def test_related_stories_share_most_and_stay_the_same(project: Project) -> None:
    for name, fields in {
        "same-everything": {
            "products": "[ledger]",
            "topics": "[month-end]",
            "stages": "[decision]",
        },
        "same-product": {"products": "[ledger]", "topics": "[]", "stages": "[renewal]"},
        "same-topic": {"products": "[]", "topics": "[month-end]", "stages": "[renewal]"},
        "same-company": {"products": "[]", "topics": "[]", "stages": "[]"},
    }.items():
        project.write(f"content/stories/{name}.md", story(CONSENT, **fields))
    first = project.plan().published.related["month-end"]
    assert first == ("same-everything", "same-product", "same-topic")
    assert project.plan().published.related["month-end"] == first


def test_pages_lead_to_each_other(demo: Project) -> None:
    def links(address: str) -> set[str]:
        return {href.replace("../", "") for href in demo.page(address).xpath("//main//a/@href")}

    assert {"stories/month-end-in-three-days/", "advocates/ana-ribeiro/"} <= links(
        "products/ledger"
    )
    assert {
        "stories/month-end-in-three-days/",
        "stories/two-ledgers-one-harbour/",
        "products/mooring/",
    } <= links("advocates/ana-ribeiro")
    story_links = links("stories/two-ledgers-one-harbour")
    assert {
        "advocates/ana-ribeiro/",
        "advocates/tomas-medeiros/",
        "products/ledger/",
    } <= story_links
    around = {"stories/", "stories/two-ledgers-one-harbour/"}
    assert len([href for href in story_links - around if href.startswith("stories/")]) == 3
