"""The repository of a community of one's own: written once, and brought to each later version."""

from rooftop.starter.answering import (
    compose_answers,
    default_answer,
    parse_answer,
    read_answers,
    with_defaults,
)
from rooftop.starter.answers import HOSTS, Answers
from rooftop.starter.files import managed_files, own_files, untranslated
from rooftop.starter.package import Package, PackagingError, pack
from rooftop.starter.repository import (
    ANSWERS,
    RepositoryError,
    create,
    read_repository,
    require_empty,
)
from rooftop.starter.upgrade import MERGES, UNFINISHED, Action, Change, apply, compare, unresolved

__all__ = [
    "ANSWERS",
    "HOSTS",
    "MERGES",
    "UNFINISHED",
    "Action",
    "Answers",
    "Change",
    "Package",
    "PackagingError",
    "RepositoryError",
    "apply",
    "compare",
    "compose_answers",
    "create",
    "default_answer",
    "managed_files",
    "own_files",
    "pack",
    "parse_answer",
    "read_answers",
    "read_repository",
    "require_empty",
    "unresolved",
    "untranslated",
    "with_defaults",
]
