"""A withheld clause is recognised with the marks of Markdown in it and without."""

from __future__ import annotations

import time

import pytest

from rooftop.consent import Reason
from rooftop.markup import read_markdown, readings
from rooftop.withheld_text import TextFinder, WithheldText, passages_of, pieces_in, texts_of
from tests.project import CONSENT, Project, story

WITHDRAWN = CONSENT.replace("status: given", "status: withdrawn") + "withdrawn: 2026-10-01\n"
PLAIN = "our close in a night with lamps lit"
MARKED = {
    "nothing": PLAIN,
    "a link": 'our close [in a night](https://x.example/a_(b) "Night") with lamps lit',
    "a reference": "our close [in a night][1] with lamps lit\n\n[1]: https://x.example/",
    "a short reference": "our close [in a night] with lamps lit\n\n[in a night]: https://x.example/",
    "a picture": "our close ![a [red] moon](media/moon.png) in a night with lamps lit",
    "a picture in a link": "our close [![a moon](moon.png)](a.md) in a night with lamps lit",
    "emphasis": "our **close *in a* night** ~~with~~ `lamps` _lit_",
    "emphasis in words": "our cl**os**e in a ni*gh*t with lamps lit",
    "emphasis in a link": "our close [in **a *night***](https://x.example/) with lamps lit",
    "HTML": "our close <b>in a</b> ni<i>gh</i>t with&nbsp;lamps lit",
    "an entity": "our close in a night with lam&#112;s lit",
    "a footnote": "our close in a night with lamps lit[^1].\n\n[^1]: Two of them.",
    "a footnote in words": "our close in a night[^1] with lamps lit\n\n[^1]: Two of them.",
    "a line break": "our close in a  \nnight with\\\nlamps lit",
    "an item of a list": "- So:\n  - we saw\n  - our close [in a night](https://x.example/) with lamps lit",
}
#: Readers see these addresses.
WITH_ADDRESS = {
    "an address": "our close <https://x.example/> in a night with lamps lit",
    "an address in words": "our close https://x.example/ in a night with lamps lit",
    "a host in words": "our close www.x.example in a night with lamps lit",
}


@pytest.mark.parametrize("text", [*MARKED.values(), *WITH_ADDRESS.values()])
def test_it_is_found_in_other_records_and_in_built_files(project: Project, text: str) -> None:
    project.write("content/stories/gone.md", story(WITHDRAWN, text, title="Gone"))
    copies = (*MARKED.values(), *WITH_ADDRESS.values())
    for number, copy in enumerate(copies):
        page = f"---\ntitle: Page {number}\n---\n\nThey said this, {copy}\n"
        project.write(f"content/page-{number}.md", page)
    plan = project.plan()
    reasons = {each.path: each.reason for each in plan.withheld if each.is_whole}
    missed = [
        copy
        for number, copy in enumerate(copies)
        if reasons.get(f"content/page-{number}.md") != Reason.MENTION
    ]
    assert missed == []
    assert "month-end" in plan.published.stories
    for copy in copies:
        assert _is_found(plan.withheld_text, "profile.md", copy), copy
        assert _is_found(plan.withheld_text, "index.html", read_markdown(copy).source), copy


def _is_found(withheld: WithheldText, name: str, text: str) -> bool:
    """Whether the audit finds what is ``withheld`` in such a file: its quick look and its closer
    one.
    """
    finder, parts = TextFinder(withheld), list(texts_of(name, text.encode()))
    if not any(finder.sieve.may_hold(*part) for part in parts):
        return False
    pieces = (piece for part in parts for piece in pieces_in(*part))
    return any(True for piece in pieces for read in readings(piece) for _ in finder.find(read))


def test_what_a_picture_says_is_looked_for_too(project: Project) -> None:
    text = "We left. ![The whole team asleep on the ledgers](media/desk.png)"
    project.write("content/stories/gone.md", story(WITHDRAWN, text, title="Gone"))
    assert "The whole team asleep on the ledgers" in project.plan().withheld_text.passages


def test_a_name_is_found_where_a_part_of_it_is_a_link() -> None:
    withheld = WithheldText(people=frozenset({"Tomás Medeiros", "Will May"}))
    for text in ("Tomás [Medeiros](https://x.example/)", "[Will][1] May"):
        assert _is_found(withheld, "profile.md", text)


@pytest.mark.parametrize(
    "part", [" ", "\n ", "[", "](", "![", "![](", "](a(", "[^", "][", "![[a]", "<www.", "a — "]
)
def test_the_time_it_takes_grows_with_the_length(part: str) -> None:
    start = time.process_time()
    list(passages_of(part * 50_000))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "address", ["https://x.example/a", "HTTPS://X.example", "<http://x.example>", "Www.x.example"]
)
def test_an_address_put_into_a_copy_does_not_hide_it(address: str) -> None:
    withheld = WithheldText(passages=frozenset({PLAIN}))
    copy = PLAIN.replace("a night", f"{address} a night")
    for name, text in (("copy.md", copy), ("copy.html", f"<p>{copy.replace('<', '&lt;')}</p>")):
        assert _is_found(withheld, name, text)
