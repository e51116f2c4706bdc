"""The one comment on a filed form, and the text of its pull request. Whatever somebody typed stands
in a code span, on one line: there it mentions nobody, links nothing and commands nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rooftop.forms import FORMS, Filing, Wording
from rooftop.markup.backticks import longest_run
from rooftop.problems import Problem
from rooftop.text import shown_plainly, without_deceiving, without_email_addresses
from rooftop.translations import Translation

#: Begins the comment, so that the next one takes its place.
MARKER = "<!-- rooftop intake -->"
_MOST = 160


def code(text: str) -> str:
    """``text`` as a code span of Markdown, shortened."""
    words = " ".join(without_deceiving(shown_plainly(without_email_addresses(text, "[…]"))).split())
    short = words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"
    ticks = "`" * (longest_run(short) + 1)
    around = " " if short.startswith("`") or short.endswith("`") else ""
    return f"{ticks}{around}{short or ' '}{around}{ticks}"


def write_comment(
    words: Translation, understood: Iterable[str], missing: Iterable[str], after: Iterable[str]
) -> str:
    """The comment in three parts; a part without lines is left out."""
    blocks = [MARKER, words("intake.thanks")]
    parts = {"understood": understood, "missing": missing, "next": after}
    for name, lines in parts.items():
        items = list(dict.fromkeys(lines))
        if items:
            blocks.append(f"**{words(f'intake.{name}')}**")
            blocks.append("\n".join(f"- {item}" for item in items))
    return "\n\n".join(blocks) + "\n"


def write_note(*lines: str) -> str:
    """A comment that repeats nothing of the form."""
    return "\n\n".join([MARKER, *lines]) + "\n"


def answers_in(filing: Filing, company: str) -> Iterator[str]:
    """Each answer behind its question, as an item of a list."""
    words = Wording(filing.language, company)
    for question in FORMS[filing.form]:
        if question.is_notice:
            continue
        if text := filing.texts.get(question.name):
            yield f"{words.label(question)} {code(text)}"
        elif chosen := filing.choices.get(question.name):
            labels = (code(words.choice(question, word)) for word in chosen)
            yield f"{words.label(question)} {', '.join(labels)}"


def write_request(issue: int, login: str, paths: Iterable[str], problems: Iterable[Problem]) -> str:
    """The text of the pull request, for maintainers."""
    lines = [
        f"Made of the form in #{issue}, filed by {code(login)}. An edit of the form changes this "
        "branch, as long as nobody else commits to it.",
        "",
        *(f"- {code(path)}" for path in paths),
    ]
    notes = [f"- {code(f'{each.code}: {each.message}')}" for each in problems]
    if notes:
        lines += ["", "**To look at**", "", *notes]
    return "\n".join([*lines, "", f"Closes #{issue}."]) + "\n"
