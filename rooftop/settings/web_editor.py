"""The setting of the web editor: which program it is, and where it saves."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rooftop.settings.kinds import Address

Program = Literal["decap", "sveltia"]
Backend = Literal["github", "gitlab", "gitea", "forgejo"]
_Line = Annotated[str, Field(min_length=1, max_length=200, title="text")]


class WebEditor(BaseModel):
    """The page ``admin/``, on which people write records in their browser."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backend: Backend = Field(
        description="The code host. With `gitea`, what people save goes to `branch` at once; with "
        "all others it becomes a pull request.",
        examples=["github"],
    )
    repository: Address = Field(
        description="The repository that holds the content.",
        examples=["https://github.com/harbourlight/voices"],
    )
    branch: _Line = Field(
        "main", description="The branch that the site is built from.", examples=["main"]
    )
    program: Program = Field(
        "decap",
        description="The editor: [Decap CMS](https://decapcms.org) or "
        "[Sveltia CMS](https://sveltiacms.app).",
        examples=["sveltia"],
    )
    app_id: _Line | None = Field(
        None,
        description="The id of the OAuth application on GitLab, Gitea or Forgejo. Needed there. It "
        "is no secret.",
        examples=["5d387ebc7b08"],
    )
    sign_in: Address | None = Field(
        None,
        description="The OAuth server through which people sign in with GitHub. Needed there with "
        "`decap`; with `sveltia`, people can sign in with a token instead.",
        examples=["https://sign-in.harbourlight.example"],
    )
    open_authoring: bool = Field(
        False,
        strict=True,
        description="Whether people without write access may contribute from a fork. Needs "
        "`github`, or `forgejo` with `decap`, and a public repository.",
        examples=[True],
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.path:
            raise ValueError("repository must be the address of a repository, not of a host")
        if self.backend == "github" and self.program == "decap" and not self.sign_in:
            raise ValueError("sign_in is missing: GitHub lets nobody in without an OAuth server")
        if self.backend != "github" and not self.app_id:
            raise ValueError(f"app_id is missing: {self.backend} asks for an OAuth application")
        if self.open_authoring and not self._knows_forks:
            raise ValueError("open_authoring needs github, or forgejo with decap")
        return self

    @property
    def _knows_forks(self) -> bool:
        return self.backend == "github" or (self.backend, self.program) == ("forgejo", "decap")

    @property
    def makes_pull_requests(self) -> bool:
        """Whether each entry that somebody saves becomes a pull request."""
        if self.backend == "forgejo":
            return self.program == "decap"
        return self.backend != "gitea"

    @property
    def origin(self) -> str:
        """The root of the code host, without a slash at the end."""
        parts = urlsplit(self.repository)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def path(self) -> str:
        """The repository below the root of its host, such as ``harbourlight/voices``."""
        return urlsplit(self.repository).path.strip("/").removesuffix(".git")
