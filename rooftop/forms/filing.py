"""A filed form, read back in whichever language it was filled in.

What people type is not told apart from the form by any sign: a text may hold lines that look like
questions. Only answers to questions for a text have more than one line. Up to the first of them,
each question is therefore the first line that looks like it; behind it, questions are looked for
from the end, where none is for a text. So a question that somebody typed into an answer stays part
of that answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rooftop.forms.definition import FORMS, FormName, Question
from rooftop.forms.wording import Wording
from rooftop.text import without_deceiving
from rooftop.translations import LANGUAGES

#: Characters of a filed form that are read. Code hosts take 65,536 (GitHub) to 1,048,576 (GitLab).
MAX_BODY = 100_000
#: What code hosts write where nothing was answered (GitHub, Gitea, Forgejo).
_NOTHING = frozenset({"_No response_", "None", "*No response*"})
_HEADING = re.compile(r"#{3} +(.{1,300})")
_TICK = re.compile(r"[-*] +\[([ xX])\] +(.{1,500})")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Filing:
    """A filled in form: its ``language`` (BCP 47), what was typed by the names of questions, and
    the words that were chosen.
    """

    form: FormName
    language: str
    texts: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    is_cut: bool = False

    def has(self, name: str, word: str) -> bool:
        """Whether ``word`` was chosen as an answer to ``name``."""
        return word in self.choices.get(name, ())

    def missing(self) -> Iterator[Question]:
        """The questions that need an answer and have none."""
        for question in FORMS[self.form]:
            answers = self.choices if question.choices else self.texts
            if question.is_notice:
                continue
            if question.is_required and not answers.get(question.name):
                yield question


def read_filing(body: str, company: str) -> Filing | None:
    """The form that ``body`` (Markdown) is, filled in; None for any other text."""
    lines = without_deceiving(body[:MAX_BODY].replace("\r\n", "\n")).split("\n")
    headings = [
        (number, _folded(match[1]))
        for number, line in enumerate(lines)
        if (match := _HEADING.fullmatch(line.strip()))
    ]
    best: tuple[FormName, str] | None = None
    most = 1  # one heading alone may be anybody's
    for language in LANGUAGES:
        for form in FORMS:
            known = {_folded(label) for label in _labels(form, language, company)}
            count = len(known & {heading for _, heading in headings})
            if count > most:
                best, most = (form, language), count
    return _read(*best, lines, headings, company, len(body) > MAX_BODY) if best else None


def _read(
    form: FormName,
    language: str,
    lines: list[str],
    headings: list[tuple[int, str]],
    company: str,
    is_cut: bool,
) -> Filing:
    words = Wording(language, company)
    names = {_folded(words.label(question)): question.name for question in FORMS[form]}
    places = locate_questions(
        FORMS[form], [(n, names[label]) for n, label in headings if label in names]
    )
    texts: dict[str, str] = {}
    choices: dict[str, tuple[str, ...]] = {}
    for question in FORMS[form]:
        if question.name not in places:
            continue
        start, end = places[question.name]
        answer = _COMMENT.sub("", "\n".join(lines[start + 1 : end])).strip()
        if question.choices:
            choices[question.name] = tuple(_chosen(question, answer, words))
        elif answer not in _NOTHING:
            texts[question.name] = answer
    return Filing(form, language, texts, choices, is_cut)


def locate_questions(
    questions: Sequence[Question], lines: Sequence[tuple[int, str]]
) -> dict[str, tuple[int, int | None]]:
    """Where each of ``questions`` stands, by its name, and where the next one begins, None for the
    end. ``lines`` are those that look like a question: their numbers, and its name.
    """
    starts: dict[str, int] = {}
    texts = [number for number, each in enumerate(questions) if each.kind == "text"]
    first = texts[0] if texts else len(questions) - 1
    at, end = -1, None
    for question in questions[: first + 1]:
        if after := [n for n, name in lines if name == question.name and n > at]:
            at = starts[question.name] = after[0]
    for question in reversed(questions[first + 1 :]):
        places = (n for n, name in lines if name == question.name and n > at)
        if before := [n for n in places if end is None or n < end]:
            end = starts[question.name] = before[-1]
    return {
        name: (start, min((each for each in starts.values() if each > start), default=None))
        for name, start in starts.items()
    }


@lru_cache(maxsize=64)
def _labels(form: FormName, language: str, company: str) -> tuple[str, ...]:
    words = Wording(language, company)
    return tuple(words.label(question) for question in FORMS[form])


def _chosen(question: Question, answer: str, words: Wording) -> Iterator[str]:
    """The choices that are ticked, or named on a line of their own, as a list to choose from
    leaves them.
    """
    named = {_folded(label) for label in _named(answer, question)}
    yield from (word for word in question.choices if _folded(words.choice(question, word)) in named)


def _named(answer: str, question: Question) -> Iterable[str]:
    for line in answer.split("\n"):
        if tick := _TICK.fullmatch(line.strip()):
            if tick[1] != " ":
                yield tick[2]
        elif question.kind == "choice":
            yield line


def _folded(text: str) -> str:
    """``text`` as it is compared: without escapes of Markdown, blanks and case."""
    return " ".join(_ESCAPE.sub(r"\1", text).casefold().split())
