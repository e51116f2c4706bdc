"""The configuration that Decap CMS and Sveltia CMS read: where to save, and which fields there
are.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import yaml

from rooftop.authoring import KINDS
from rooftop.records import Advocate, Company, Event, Page, Product, Record, Story
from rooftop.settings import Community, WebEditor
from rooftop.translations import Translation, translation_for
from rooftop.web_editor.fields import FieldMaker

#: Where Decap's server for a repository on one's own machine answers.
LOCAL_SERVER = "http://127.0.0.1:8081"
_LOCAL_HOSTS = ("127.0.0.1", "localhost")
_GITHUB = "https://github.com"
#: The title of each collection, by the kind of its records.
_TITLES: dict[type[Record], str] = {
    Story: "stories.title",
    Advocate: "models.people",
    Product: "products.title",
    Company: "companies.title",
    Event: "meet.title",
    Page: "site.pages",
}


class _Plain(yaml.SafeDumper):
    """Writes everything where it stands."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 — the signature of PyYAML
        """Whether ``data`` is written again where it stands a second time."""
        return True


def is_local(community: Community) -> bool:
    """Whether the site is served on somebody's own machine, where the editor saves there."""
    return urlsplit(community.url).hostname in _LOCAL_HOSTS


def render_configuration(community: Community, editor: WebEditor) -> bytes:
    """``config.yml``."""
    words = translation_for(community.language)
    content = _content_folder(community)
    kinds: list[type[Record]] = [*KINDS.values(), Page]
    configuration = {
        "backend": _backend(editor),
        **({"local_backend": {"url": f"{LOCAL_SERVER}/api/v1"}} if is_local(community) else {}),
        "publish_mode": "editorial_workflow" if editor.makes_pull_requests else "simple",
        "site_url": community.url,
        "display_url": community.url,
        "locale": words.tag,
        "show_preview_links": False,
        "media_folder": f"{content}/media",
        "public_folder": "media",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "output": {"omit_empty_optional_fields": True},
        "collections": [_collection(kind, content, community, words) for kind in kinds],
    }
    text = yaml.dump(configuration, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()


def _content_folder(community: Community) -> str:
    """The content below the root of its repository, which may be one beside the project's."""
    parts = PurePosixPath(community.settings.content).parts
    return "/".join(parts[2:] if parts[0] == ".." else parts)


def _backend(editor: WebEditor) -> dict[str, Any]:
    shared = {"name": editor.backend, "repo": editor.path, "branch": editor.branch}
    if editor.backend == "github":
        forks = {"open_authoring": True, "auth_scope": "public_repo"}
        return {
            **shared,
            **({"base_url": editor.sign_in} if editor.sign_in else {}),
            **({"api_root": api_root(editor)} if editor.origin != _GITHUB else {}),
            **(forks if editor.open_authoring else {}),
        }
    if editor.backend == "forgejo" and editor.program == "sveltia":
        shared["name"] = "gitea"  # Sveltia CMS has one backend for both
    pkce = {"auth_type": "pkce", "auth_endpoint": "oauth/authorize"}
    return {
        **shared,
        "app_id": editor.app_id,
        **(pkce if editor.backend == "gitlab" else {}),
        "base_url": editor.origin,
        "api_root": api_root(editor),
        **({"open_authoring": True} if editor.open_authoring else {}),
    }


def api_root(editor: WebEditor) -> str:
    """The root of the code host's API."""
    if editor.backend == "github":
        own = editor.origin != _GITHUB
        return f"{editor.origin}/api/v3" if own else "https://api.github.com"
    return f"{editor.origin}/api/{'v4' if editor.backend == 'gitlab' else 'v1'}"


def _collection(
    kind: type[Record], content: str, community: Community, words: Translation
) -> dict[str, Any]:
    fields, name = FieldMaker(community, words).fields_of(kind), kind.folder or "pages"
    identifier = "title" if any(field["name"] == "title" for field in fields) else "name"
    return {
        "name": name,
        "label": words(_TITLES[kind]),
        "label_singular": words(f"web_editor_kinds.{name}"),
        "folder": f"{content}/{kind.folder}".rstrip("/"),
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": identifier,
        "summary": f"{{{{{identifier}}}}}",
        "slug": "{{slug}}",
        "create": True,
        "delete": False,
        "fields": fields,
    }
