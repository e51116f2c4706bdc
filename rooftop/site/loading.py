"""From ``mkdocs.yml`` to MkDocs' configuration, or to everything that is wrong with it."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugins
from mkdocs.utils import get_theme_names

from rooftop.config_file import INHERIT, Place, check, inheritance, locate, relative
from rooftop.problems import Problem, Severity, did_you_mean, problem
from rooftop.settings import parse
from rooftop.site.errors import SettingsError
from rooftop.site.templates import NAME

#: The theme that Rooftop's extends. MkDocs finds its plugins by their short names in sites that use
#: that very theme.
_PARENT = "material"
#: Errors whose text is meant for people; that of any other makes no sense without its type.
_FOR_PEOPLE = (ValidationError, MkDocsException, OSError)


def load(config_file: Path, **options: Any) -> tuple[MkDocsConfig, list[Problem]]:
    """The configuration in ``config_file``, with the ``options`` that are not None in place of
    what stands there, and notes of what MkDocs warns of.

    Raises `SettingsError` with everything that is wrong. In strict mode a warning is wrong, as it
    is for MkDocs.
    """
    problems = list(check(config_file))
    try:
        config = _read(config_file, options)
    except Exception as error:
        raise SettingsError(problems or [_unreadable(config_file, error)]) from error
    failures, warnings = _validate(config)
    problems += [_failure(config_file, key, error) for key, error in failures]
    notes = [_warning(config_file, key, text) for key, text in warnings]
    if failures:
        problems += _own_problems(config_file, config.get("extra"))
    if config["strict"] is True and not problems:
        problems = [replace(note, severity=Severity.ERROR) for note in notes]
    if problems:
        raise SettingsError(sorted(problems))
    return config, notes


def _read(config_file: Path, options: dict[str, Any]) -> MkDocsConfig:
    config = MkDocsConfig(config_file_path=str(config_file.absolute()))
    with config_file.absolute().open("rb") as file:
        config.load_file(file)
    config.load_dict({key: value for key, value in options.items() if value is not None})
    return config


def _validate(
    config: MkDocsConfig,
) -> tuple[list[tuple[str, BaseException]], list[tuple[str, str]]]:
    """What is wrong with each option, and what MkDocs warns of.

    MkDocs itself stops at the first option that is wrong. Here the default takes the place of that
    one, so that the others are checked too; not the options against each other, because a default
    proves nothing.
    """
    failures: list[tuple[str, BaseException]] = []
    warnings: list[tuple[str, str]] = []
    getattr(MkDocsConfig.plugins, "plugin_cache", {}).clear()  # those of the project before

    def validate_each(step: Callable[[Any, str], None]) -> None:
        for key, option in config._schema:
            try:
                step(option, key)
            except (Exception, SystemExit) as error:  # hooks and plugins are anybody's code
                failures.append((key, error))
                config[key] = option.default
            warnings.extend((key, text) for text in option.warnings)
            option.reset_warnings()

    validate_each(lambda option, key: option.pre_validation(config, key_name=key))
    validate_each(lambda option, key: config.update({key: option.validate(config.get(key))}))
    if not failures:
        validate_each(lambda option, key: option.post_validation(config, key_name=key))
    known = {key for key, _ in config._schema}
    unknown = sorted(str(key) for key in config if key not in known)
    warnings += [(key, f"Unrecognised configuration name: {key}") for key in unknown]
    return failures, warnings


def _own_problems(config_file: Path, extra: Any) -> list[Problem]:
    """What is wrong with Rooftop's own settings, said together with the rest."""
    return parse(extra["rooftop"], config_file)[1] if extra and "rooftop" in extra else []


def _unreadable(config_file: Path, error: Exception) -> Problem:
    """Why a file is no configuration, with the place at which YAML stopped."""
    cause = error.__context__ if isinstance(error, MkDocsException) else error
    if isinstance(cause, yaml.YAMLError):
        return _yaml_problem(config_file, cause)
    is_inherited = INHERIT.lower() in str(error).lower() or len(inheritance(config_file)) > 1
    place = locate(config_file, (INHERIT,) if is_inherited else ())
    return problem(*place, "setting-invalid", _text(error))


def _yaml_problem(config_file: Path, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        name, at = mark.name, (mark.line + 1, mark.column + 1)
        text = ", ".join(filter(None, (error.context, error.problem)))
    elif isinstance(error, yaml.reader.ReaderError):
        name, at = error.name, _position(Path(error.name), error.position)
        text = f"holds a character that YAML does not allow: {error.reason}"
    else:
        name, at, text = str(config_file.absolute()), (0, 0), _text(error)
    hint = "Indent with spaces; YAML does not allow tabs there." if "\\t" in text else ""
    return problem(relative(Path(name), config_file), at, "setting-invalid", text, hint)


def _position(file: Path, offset: int) -> tuple[int, int]:
    """Line and column of the byte at ``offset``."""
    before = file.read_bytes()[:offset]
    return before.count(b"\n") + 1, offset - (before.rfind(b"\n") + 1) + 1


def _failure(config_file: Path, key: str, error: BaseException) -> Problem:
    """Why MkDocs refuses the option ``key``."""
    text = _text(error)
    place = (_raised(config_file, error) if key == "hooks" else None) or locate(
        config_file, (key,), text
    )
    return problem(*place, "setting-invalid", f"{key}: {text}", _hint(text))


def _hint(text: str) -> str:
    """The plugin or theme that was meant, where MkDocs says that there is none of the name."""
    if name := re.search(r'The "(.+?)" plugin is not installed', text):
        installed = get_plugins()
        if f"{_PARENT}/{name[1]}" in installed:
            return f"Write `{_PARENT}/{name[1]}`: the theme is Rooftop's, the plugin Material's."
        known = [plugin.removeprefix(f"{_PARENT}/") for plugin in installed]
        return did_you_mean(name[1], known) or "Install the package that contains it, or remove it."
    if name := re.search(r"Unrecognised theme name: '(.+?)'", text):
        if name[1] == NAME:
            return "Install Rooftop again: what is installed names no theme of its own."
        return did_you_mean(name[1], get_theme_names())
    return ""


def _raised(config_file: Path, error: BaseException) -> Place | None:
    """The place in the project's own Python at which ``error`` came up."""
    root = config_file.absolute().parent
    places = [
        (Path(frame.filename), (frame.lineno or 0, 0))
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((Path(error.filename), (error.lineno or 0, error.offset or 0)))
    own = [
        (relative(path, config_file), at)
        for path, at in places
        if path.is_relative_to(root) and "site-packages" not in path.parts
    ]
    return own[-1] if own else None


def _warning(config_file: Path, key: str, text: str) -> Problem:
    known = [name for name, _ in MkDocsConfig._schema]
    hint = did_you_mean(key, known) if key not in known else ""
    return problem(*locate(config_file, (key,), text), "setting-warning", f"{key}: {text}", hint)


def _text(error: BaseException) -> str:
    text = " ".join(str(error).split())
    if isinstance(error, _FOR_PEOPLE) and text:
        return text
    return f"{type(error).__name__}: {text}"
