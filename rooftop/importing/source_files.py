"""Which files of a source hold records, and how they are written."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from rooftop.importing.paths import parse_path

Format = Literal["yaml", "markdown", "json", "csv", "xml", "toml"]


def _files(text: str) -> str:
    path = PurePath(text)
    if not text or path.is_absolute() or ".." in path.parts:
        raise ValueError("must be a pattern for files below the source, such as **/*.md")
    return text


def _encoding(name: str) -> str:
    try:
        b"a".decode(name)
    except UnicodeDecodeError:  # some need two bytes for a letter
        pass
    except (LookupError, ValueError):
        raise ValueError("is no encoding that is known, such as cp1251 or utf-16") from None
    return name


def _records(text: str) -> str:
    if text:
        parse_path(text)
    return text


def one_or_many(value: Any) -> Any:
    """A single text as the only one of several."""
    return (value,) if isinstance(value, str) else value


class SourceFiles(BaseModel):
    """Files of one kind. ``files`` are patterns, of which the first that finds files counts;
    ``records`` paths within a file, of which the first that finds records counts. An empty path
    means the file itself, or each entry of the list that it is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Format
    files: tuple[Annotated[str, AfterValidator(_files)], ...] = Field(("*",), min_length=1)
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None
    separator: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    records: tuple[Annotated[str, AfterValidator(_records)], ...] = Field(("",), min_length=1)

    @field_validator("files", "records", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        return one_or_many(value)


class Join(SourceFiles):
    """Files whose records are added to those of the mapping: the one whose ``key`` is what the
    record says at ``on``. ``key: "@key"`` is the name that an entry has in a file of named entries.
    """

    key: Annotated[str, AfterValidator(_records), Field(min_length=1)]
    on: Annotated[str, AfterValidator(_records), Field(min_length=1)]
