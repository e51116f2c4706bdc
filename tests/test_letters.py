"""What leaves as Markdown, HTML or mail: letters that ask for consent, profiles, llms.txt. Others
open them in programs that we do not know.
"""

from __future__ import annotations

import email
import json
from datetime import date
from email.policy import default
from pathlib import Path
from typing import Any

import cmarkgfm
import html5lib
import pytest
import yaml
from cmarkgfm.cmark import Options

from rooftop.consent_request import (
    Asker,
    PagePicture,
    ask,
    compose_as_if_agreed,
    read_terms,
    write_request,
)
from rooftop.letters import Letter
from rooftop.metadata.crawlers import describe_for_models
from rooftop.metadata.profiles import portable
from tests.fuzzing import TAGS
from tests.project import CONSENT, REPOSITORY, Project, advocate, story

CASES: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "hostile.yml").read_text()
)
ESCAPED = (
    "\\<script>alert(1)\\</script> \\[x\\](javascript:alert(1)) &lt;img src=//evil.example/x&gt;"
    " `<iframe src=//evil.example>` !\\[x\\](//evil.example/x.gif) <https://evil.example/ok>"
)
#: Tags around the text of a letter.
PAGE = {"html", "head", "meta", "title", "style", "body", "h1"}


def opened(markdown: str) -> Any:
    """``markdown`` as a program shows it that lets all HTML through."""
    html = cmarkgfm.markdown_to_html_with_extensions(
        markdown,
        options=Options.CMARK_OPT_UNSAFE,
        extensions=["table", "strikethrough", "autolink"],
    )
    return html5lib.parse(html, namespaceHTMLElements=False)


def addresses_in(page: Any) -> set[str]:
    """Where ``page`` leads and what it loads; nothing but prose and such addresses is in it."""
    addresses = set()
    for element in page.iter():
        assert element.tag in TAGS | PAGE, element.tag
        assert element.tag != "img"
        assert not [name for name in element.attrib if name.startswith("on")]
        addresses |= {element.attrib[name] for name in ("href", "src") if name in element.attrib}
    return addresses


def addresses_of_letter(page: Any) -> set[str]:
    """Where a letter leads, beside the site that it asks for. The page that is shown in it can do
    nothing: no script runs in it, and it has no address.
    """
    for frame in list(page.iter("iframe")):
        assert set(frame.attrib) == {"sandbox", "srcdoc", "title", "style"}
        assert frame.get("sandbox") == ""
        frame.clear()
        frame.tag = "p"
    return addresses_in(page) - {"https://voices.example/"}


def request_for(project: Project, slug: str = "month-end") -> Letter:
    plan = project.plan()
    terms, _ = read_terms(REPOSITORY / "consent-terms", "2025-01", "en")
    assert terms is not None
    person = plan.catalogue.advocates["ana-ribeiro"]
    asked = ask(plan.catalogue.stories.get(slug, person), person, plan.catalogue)
    agreed = compose_as_if_agreed(asked, plan.catalogue, plan.community, plan.now)
    asker = Asker(None, None, date(2026, 12, 13))
    return write_request(asked, agreed.published, terms, asker, PagePicture("page.html", b"<p>"))


def forms_of(request: Letter) -> list[Any]:
    """The four ways a letter is opened."""
    mail = email.message_from_bytes(request.eml, policy=default)
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    return [
        opened(request.markdown),
        opened(plain.get_content()),
        html5lib.parse(request.html, namespaceHTMLElements=False),
        html5lib.parse(html.get_content(), namespaceHTMLElements=False),
    ]


def test_escaped_text_stays_text_in_a_letter(project: Project) -> None:
    project.write("content/stories/month-end.md", story(CONSENT, body=ESCAPED, challenge='"*a*"'))
    for form in forms_of(request_for(project)):
        assert addresses_of_letter(form) == {"https://evil.example/ok"}
        text = "".join(form.itertext())
        assert "<script>alert(1)</script> [x](javascript:alert(1)) <img src=//evil.ex" in text


@pytest.mark.parametrize(
    "body",
    [
        "![a boat](https://evil.example/x.gif)",
        "![a boat](../media/boat.webp)",
        "[x](javascript:alert(1))",
        "[bank.example](https://evil.example)",
        "[x](https://bank.example@evil.example.)",
        "[x](//evil.example)",
        "[x](../products/ledger.md)",
        "<svg><style><img src=https://evil.example/x></style></svg>",
        "<b onclick=alert(1)>x</b><script>alert(1)</script>",
        "A.[^1]\n\n[^1]: B.",
    ],
)
def test_a_letter_loads_nothing_and_leads_nowhere_that_deceives(
    project: Project, body: str
) -> None:
    project.write("content/stories/month-end.md", story(CONSENT, body=body))
    for form in forms_of(request_for(project)):
        assert addresses_of_letter(form) == set()


def test_a_letter_says_what_a_picture_shows(project: Project) -> None:
    body = "## Seen\n\n![A boat at dawn](../media/boat.webp)"
    project.write("content/stories/month-end.md", story(CONSENT, body=body))
    request = request_for(project)
    assert "*A boat at dawn (../media/boat.webp)*" in request.markdown
    assert "#### Seen" in request.markdown  # below the title


@pytest.mark.parametrize("text", CASES["published_text"])
def test_fields_are_text_in_everything_that_leaves(project: Project, text: str) -> None:
    said = json.dumps(text, ensure_ascii=False)
    fields = dict.fromkeys(("name", "role", "headline", "preferred_contact"), said)
    consent = CONSENT.replace("feeds]", "feeds, ai-input]")
    project.write("content/advocates/ana-ribeiro.md", advocate(consent, **fields))
    told = story(consent, title=said, summary=said, not_a_fit_for=said, challenge="Text.")
    project.write("content/stories/month-end.md", told)
    plan = project.plan()
    person, prose = (
        plan.published.advocates["ana-ribeiro"],
        plan.published.prose_of("advocates", "ana-ribeiro"),
    )
    profile = portable(plan.community, person, prose, plan.published.stories.values())[
        "md"
    ].decode()
    texts = [profile, describe_for_models(plan.published).decode()]
    for request in (request_for(project), request_for(project, "profile")):
        for form in forms_of(request):
            assert addresses_of_letter(form) == set()
            assert " ".join(text.split()) in " ".join("".join(form.itertext()).split())
    for markdown in texts:
        page = opened(markdown)
        assert all(url.startswith(plan.community.url) for url in addresses_in(page))
        assert " ".join(text.split()) in " ".join("".join(page.itertext()).split())


def test_prose_of_a_profile_leads_where_its_page_leads(project: Project) -> None:
    body = (
        f"{ESCAPED}\n\n[Ledger](../products/ledger.md) and [bank.example](https://evil.example/no)"
    )
    project.write("content/advocates/ana-ribeiro.md", advocate().rstrip() + f"\n\n{body}\n")
    plan = project.plan()
    person, prose = (
        plan.published.advocates["ana-ribeiro"],
        plan.published.prose_of("advocates", "ana-ribeiro"),
    )
    page = opened(portable(plan.community, person, prose, [])["md"].decode())
    own = {url for url in addresses_in(page) if url.startswith(plan.community.url)}
    assert own == {
        f"{plan.community.url}{path}" for path in ("products/ledger/", "advocates/ana-ribeiro/")
    }
    assert addresses_in(page) - own == {"https://evil.example/ok"}
