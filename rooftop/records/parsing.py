"""From front matter to a record, every mistake located."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import AliasChoices, BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rooftop.frontmatter import Document, Path
from rooftop.problems import Problem, did_you_mean, problem
from rooftop.records.record import Origin, Record, locate, pack_positions
from rooftop.validation import describe_error, suggest_value

R = TypeVar("R", bound=Record)
#: What is said of a field that nobody knows and that is like no other.
_REMOVE = "Remove it."


class Misfit(NamedTuple):
    """One thing that keeps values from being a record; ``path`` is empty where it is their
    combination.
    """

    path: Path
    code: str
    message: str
    hint: str = ""


def parse(
    kind: type[R], document: Document, slug: str, *, draft: bool = False
) -> tuple[R | None, list[Problem]]:
    """The record that ``document`` holds, or everything that keeps it from being one."""
    positions = pack_positions(document.positions)
    origin = Origin(document.path, slug, document.body, document.body_line, draft, positions)
    known = _field_names(kind)  # an unknown field is one when it is empty, too
    meta = {
        key: value for key, value in document.meta.items() if value is not None or key not in known
    }
    try:
        return kind.model_validate(meta, context=origin), []
    except ValidationError as error:
        causes = _without_shadows(error.errors())
        fitting = _without_echoes([_misfit(kind, each) for each in causes])
        found = [_problem(document, each) for each in fitting]
        return None, list(dict.fromkeys(found))


def misfits(kind: type[Record], values: Mapping[str, Any]) -> list[Misfit]:
    """Everything that keeps ``values`` from being a record of ``kind``."""
    try:
        kind.model_validate(values)
    except ValidationError as error:
        return [_misfit(kind, each) for each in error.errors()]
    return []


def _without_shadows(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """``errors`` without lists that are too short only because something in them does not fit."""
    places = [error["loc"] for error in errors]
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(error["loc"] == place[: len(error["loc"])] != place for place in places)
    ]


def _without_echoes(found: list[Misfit]) -> list[Misfit]:
    """``found`` without the fields that are missing because their name is misspelt, or because they
    stand under another name.
    """
    found = _paired(found)
    meant = {(each.path[:-1], each.hint) for each in found if each.code == "key-unknown"}
    return [
        each
        for each in found
        if each.code != "key-missing"
        or (each.path[:-1], did_you_mean(str(each.path[-1]), [str(each.path[-1])])) not in meant
    ]


def _paired(found: list[Misfit]) -> list[Misfit]:
    """``found``, with one field that is missing suggested for one that nobody knows, where a group
    has one of each.
    """
    unknown = [each for each in found if each.code == "key-unknown" and each.hint == _REMOVE]
    missing = [each for each in found if each.code == "key-missing"]
    if len(unknown) != 1 or len(missing) != 1 or unknown[0].path[:-1] != missing[0].path[:-1]:
        return found
    name = str(missing[0].path[-1])
    hint = did_you_mean(name, [name])
    return [each._replace(hint=hint) if each is unknown[0] else each for each in found]


def _problem(document: Document, misfit: Misfit) -> Problem:
    # a contradiction between fields begins with the one to look at, such as `quote.by is …`
    at = locate(document.positions, misfit.path or tuple(misfit.message.split(" ")[0].split(".")))
    name = ".".join(str(part) for part in misfit.path)
    return problem(document.path, at, misfit.code, f"{name} {misfit.message}".strip(), misfit.hint)


def _misfit(kind: type[Record], error: ErrorDetails) -> Misfit:
    path = tuple(part for part in error["loc"] if part not in ("[key]", "int", "float"))
    if error["type"] == "extra_forbidden":
        hint = did_you_mean(str(path[-1]), _keys_at(kind, path[:-1])) or _REMOVE
        message = f"is not a field of {kind.__name__.lower()} files"
        return Misfit(path, "key-unknown", message, hint)
    if error["type"] == "missing":
        return Misfit(path, "key-missing", "is missing", f"Add `{path[-1]}: …`.")
    return Misfit(path, "value-invalid", describe_error(error), suggest_value(error))


@lru_cache(maxsize=16)
def _field_names(kind: type[BaseModel]) -> set[str]:
    """The names of all fields, older ones that are still read among them."""
    aliases = (each.validation_alias for each in kind.model_fields.values())
    older = (alias.choices for alias in aliases if isinstance(alias, AliasChoices))
    return {*kind.model_fields, *(str(name) for names in older for name in names)}


def _keys_at(kind: type[BaseModel], path: Path) -> list[str]:
    """The fields that the group at ``path`` of a record may have."""
    here: Any = kind
    for part in path:
        if (
            isinstance(part, str)
            and isinstance(here, type)
            and issubclass(here, BaseModel)
            and part in here.model_fields
        ):
            here = _model_in(here.model_fields[part].annotation)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _model_in(annotation: Any) -> Any:
    """The model inside ``X | None``, ``tuple[X, ...]`` or ``dict[str, X]``."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    return next((model for model in map(_model_in, get_args(annotation)) if model), None)
