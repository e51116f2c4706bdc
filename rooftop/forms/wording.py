"""The words of the forms in one language."""

from __future__ import annotations

from dataclasses import dataclass

from rooftop.forms.definition import FormName, Question
from rooftop.translations import Translation, translation_for


@dataclass(frozen=True)
class Wording:
    """What forms of ``company`` say in ``language`` (BCP 47), or in the nearest one there is."""

    language: str
    company: str

    @property
    def tag(self) -> str:
        """The language of the words."""
        return self._words.tag

    @property
    def _words(self) -> Translation:
        return translation_for(self.language)

    def __call__(self, key: str, **values: str) -> str:
        """The text of the forms called ``key``. Raises KeyError where there is none."""
        return self._words(f"forms.{key}", n=None, **{"company": self.company, **values})

    def label(self, question: Question) -> str:
        """The question itself: the heading of its answer."""
        return self(question.name.replace("_", "-"))

    def hint(self, question: Question) -> str:
        """What helps to answer it; empty where nothing needs to be said."""
        key = f"{question.name.replace('_', '-')}-hint"
        return self(key) if self._words.has(f"forms.{key}") else ""

    def choice(self, question: Question, word: str) -> str:
        """What stands for ``word``, one of the choices of ``question``."""
        if word == question.name:
            return self(f"{word}-choice")
        return self(f"{question.name.replace('_', '-')}-{word}")

    def name(self, form: FormName) -> str:
        """The name of a form, in a list of forms."""
        return self(f"{form}-form")

    def about(self, form: FormName) -> str:
        """What a form is for, in one sentence."""
        return self(f"{form}-about")

    def subject(self, form: FormName) -> str:
        """What the title of an issue begins with."""
        return f"{self(f'{form}-subject')} "
