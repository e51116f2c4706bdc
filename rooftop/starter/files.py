"""Which files the repository of a community has, and what stands in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from rooftop.authoring import editor_files
from rooftop.consent_request import FOLDER
from rooftop.forms import FormLinks, Wording, issue_forms
from rooftop.settings import Settings
from rooftop.starter.answers import Answers
from rooftop.starter.package import Package
from rooftop.starter.templating import render
from rooftop.starter.texts import texts_for, texts_for_each
from rooftop.translations import translation_for

#: The templates of this version.
TEMPLATES = Path(__file__).parent / "templates"
_ENDING = ".j2"

#: The contents of files by their paths, which are relative to the repository and have slashes.
Files = Mapping[str, bytes]


def managed_files(answers: Answers, package: Package, templates: Path = TEMPLATES) -> Files:
    """The files that every later version may change: what builds, checks and publishes.

    They stand in ``common/``, ``code-hosts/<code host>/`` and ``hosts/<host>/`` of ``templates``; a
    later folder wins. A file whose template leaves no text is not written. Issue forms have no
    templates: they are made of the records' fields, once in each language.
    """
    folders = ("common", f"code-hosts/{answers.code_host}", f"hosts/{answers.host}")
    every_language = texts_for_each(answers.languages)
    values = {"answers": answers, "package": package, "every_language": every_language}
    files = _files_of(templates, folders, values)
    links = FormLinks(answers.form, answers.email, _terms_pages(answers, package))
    files |= issue_forms(answers.code_host, answers.company, answers.languages, links)
    return files | {package.path: package.wheel}


def _terms_pages(answers: Answers, package: Package) -> dict[str, str]:
    """Where the consent terms can be read in the repository, by their language."""
    if not answers.repository:
        return {}
    middle = "/-/blob/HEAD/" if answers.code_host == "gitlab" else "/blob/HEAD/"
    files = {_tongue(each): _terms_file(answers, each) for each in (*answers.languages, "en")}
    return {
        tongue: f"{answers.repository}{middle}{FOLDER}/{name}"
        for tongue, name in files.items()
        if name in package.terms
    }


def own_files(
    answers: Answers, package: Package, today: datetime.date, templates: Path = TEMPLATES
) -> Files:
    """The files that are the community's own from the first day: those in ``own/`` of
    ``templates``, in ``languages/<language>/`` what takes the place of English ones, the schemas
    for editors, and the consent terms. No later version touches them. ``today`` dates the examples.
    """
    word = translation_for(answers.languages[0])
    values = {
        "answers": answers,
        "today": today,
        "day_of": lambda days: today + datetime.timedelta(days),
        "word": word,
        "forms": Wording(word.tag, answers.company),
        "texts": texts_for(answers.languages[0]),
    }
    files = _files_of(templates, ("own", f"languages/{word.tag}"), values)
    files |= editor_files(_settings_in(files["mkdocs.yml"]))
    for language in (*answers.languages, "en"):  # English is for whom no other was written
        if content := package.terms.get(_terms_file(answers, language)):
            files[f"{FOLDER}/{_terms_file(answers, language)}"] = content
    return files


def _settings_in(config: bytes) -> Settings:
    """Rooftop's settings in a new ``mkdocs.yml``: what editors offer is made of them."""
    return Settings.model_validate(yaml.safe_load(config)["extra"]["rooftop"])


def untranslated(answers: Answers, package: Package) -> list[str]:
    """What of the community's files is in English only, for want of a translation, as the end of a
    sentence that names the languages and the files.
    """
    missing = []
    for language in answers.languages:
        if translation_for(language).tag != _tongue(language):
            others = "pages, examples and " if language == answers.languages[0] else ""
            missing.append(f"{others}issue forms in {language}")
        if (name := _terms_file(answers, language)) not in package.terms:
            missing.append(f"consent terms in {language}: consent-terms/{name}")
    return missing


def _terms_file(answers: Answers, language: str) -> str:
    return f"{answers.terms}.{_tongue(language)}.md"


def _tongue(language: str) -> str:
    """A language without its script and region."""
    return language.partition("-")[0]


def is_program(content: bytes) -> bool:
    """Whether a file with this ``content`` has to be executable."""
    return content.startswith(b"#!")


def _files_of(
    templates: Path, folders: Sequence[str], values: Mapping[str, Any]
) -> dict[str, bytes]:
    """The files of all ``folders``; of two at one path, that of the later folder."""
    files: dict[str, bytes] = {}
    for folder in folders:
        files |= _files_in(templates / folder, values)
    return files


def _files_in(folder: Path, values: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if file.suffix != _ENDING:
            yield path, file.read_bytes()
            continue
        text = render(file.read_text(encoding="utf-8"), dict(values))
        if text.strip():
            yield path.removesuffix(_ENDING), text.encode()
