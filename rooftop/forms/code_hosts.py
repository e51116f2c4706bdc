"""Issue forms and issue templates of code hosts.

GitHub, Gitea and Forgejo read the same YAML from ``.github/ISSUE_TEMPLATE``; GitLab reads Markdown
from ``.gitlab/issue_templates`` and shows the names of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from rooftop.forms.definition import FORMS, FormName, Question
from rooftop.forms.wording import Wording
from rooftop.markup import escape_markdown

CodeHost = Literal["github", "gitlab"]
_GITHUB, _GITLAB = ".github/ISSUE_TEMPLATE", ".gitlab/issue_templates"
_TYPES = {"line": "input", "text": "textarea", "choice": "dropdown", "ticks": "checkboxes"}


@dataclass(frozen=True)
class FormLinks:
    """Where a form leads: to one that only the company reads, to an e-mail address, and to the
    terms of consent by their language.
    """

    form: str | None = None
    email: str | None = None
    terms: Mapping[str, str] = field(default_factory=dict)


def issue_forms(
    host: CodeHost, company: str, languages: Iterable[str], links: FormLinks
) -> dict[str, bytes]:
    """The forms of a community by their paths, each in every one of its ``languages`` (BCP 47)
    that there is, the first without its tag in the file name.
    """
    files: dict[str, bytes] = {}
    tags = dict.fromkeys(Wording(each, company).tag for each in languages)
    for number, tag in enumerate(tags):
        words = Wording(tag, company)
        for form in FORMS:
            if host == "gitlab":
                files[f"{_GITLAB}/{words.name(form)}.md"] = _markdown(form, words, links).encode()
            else:
                ending = "" if number == 0 else f".{tag}"
                text = _yaml(_issue_form(form, words, links))
                files[f"{_GITHUB}/{form}{ending}.yml"] = text.encode()
    return files


def _issue_form(form: FormName, words: Wording, links: FormLinks) -> dict[str, Any]:
    notes = "\n\n".join(_notes(form, words, links))
    return {
        "name": words.name(form),
        "description": words.about(form),
        "title": words.subject(form),
        "body": [
            {"type": "markdown", "attributes": {"value": f"{notes}\n"}},
            *(_element(question, words) for question in FORMS[form]),
        ],
    }


def _element(question: Question, words: Wording) -> dict[str, Any]:
    """A question as GitHub's syntax for issue forms has it."""
    attributes: dict[str, Any] = {"label": words.label(question)}
    if hint := words.hint(question):
        attributes["description"] = hint
    choices = [words.choice(question, word) for word in question.choices]
    if question.kind == "choice":
        attributes["options"] = choices
    elif question.kind == "ticks":
        required = {"required": True} if question.is_required else {}
        attributes["options"] = [{"label": choice, **required} for choice in choices]
    element = {"type": _TYPES[question.kind], "id": question.name.replace("_", "-")}
    element["attributes"] = attributes  # type: ignore[assignment]
    if question.is_required and question.kind != "ticks":
        element["validations"] = {"required": True}  # type: ignore[assignment]
    return element


def _notes(form: FormName, words: Wording, links: FormLinks) -> Iterator[str]:
    """What somebody has to know before they begin, as Markdown."""
    if form == "nominate":
        yield f"**{words('staff')}** {words('staff-private')}"
        return
    yield f"**{words('public')}** {words('readable')}"
    yield words("no-reason") if form == "correct" else words("leave-out")
    if form == "story" and links.form:
        target = links.form.replace("(", "%28").replace(")", "%29")
        yield words("by-form", url=target)
    elif links.email:
        yield words("by-email", email=escape_markdown(links.email))
    if form == "correct":
        yield words("how-long")
        return
    yield f"{words('next')} {words('withdraw')}"
    if words.tag in links.terms:
        yield words("terms", url=links.terms[words.tag])


def _markdown(form: FormName, words: Wording, links: FormLinks) -> str:
    """A form as a text in which people write below headings. What they do not see once it is sent
    stands in comments.
    """
    notes = [*_notes(form, words, links), words("confidential")]
    blocks = [_comment("\n".join(note.replace("**", "") for note in notes))]
    for question in FORMS[form]:
        if question.is_notice:
            continue
        blocks.append(f"### {escape_markdown(words.label(question))}")
        if hint := words.hint(question):
            blocks.append(_comment(hint))
        choices = (escape_markdown(words.choice(question, each)) for each in question.choices)
        blocks.append("\n".join(f"- [ ] {choice}" for choice in choices))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _comment(text: str) -> str:
    return f"<!-- {text.replace('--', '–')} -->"


class _Dumper(yaml.SafeDumper):
    """Lists set in below their names, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"' if ": " in text or text.endswith(" ") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _yaml(form: Mapping[str, Any]) -> str:
    return yaml.dump(form, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=4096)
