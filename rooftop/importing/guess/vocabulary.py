"""How sources call what we have fields for, in the languages of Rooftop."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rooftop.text import unaccented

#: What each field of ours is called elsewhere: words in the order in which they stand.
WORDS: Mapping[str, tuple[str, ...]] = {
    "advocate.name": (
        "display name", "full name", "customer name", "author name", "person name", "contact name",
        "speaker name", "user name", "respondent name", "your name", "author", "authored by",
        "written by", "submitted by", "creator", "speaker", "contact", "person", "customer",
        "respondent", "attribution", "quote author", "quotee", "reviewer", "name", "nom complet",
        "nombre completo", "nome completo", "vollstandiger name", "autor", "auteur", "nom",
        "nombre", "nome", "by",
    ),
    "advocate.name.given": ("first name", "firstname", "given name", "forename", "vorname",
        "prenom", "nome proprio"),
    "advocate.name.family": ("last name", "lastname", "family name", "surname", "nachname",
        "nom de famille", "apellido", "apellidos", "apelido", "sobrenome"),
    "advocate.identity": ("email", "e mail", "mail", "email address", "customer email",
        "author email", "correo"),
    "advocate.pronouns": ("pronouns", "pronoun", "pronomen", "pronoms", "pronombres", "pronomes"),
    "advocate.role": (
        "job title", "role", "position", "job", "customer tagline", "author title", "person title",
        "occupation", "designation", "function", "title", "funktion", "rolle", "fonction", "poste",
        "cargo", "funcao", "puesto",
    ),
    "advocate.company.name": (
        "company name", "organization name", "organisation name", "agency full name",
        "company", "organization", "organisation", "employer", "agency", "affiliation", "account",
        "client", "business", "org", "firm", "institution", "university", "unternehmen", "firma",
        "entreprise", "societe", "empresa", "organizacion", "organizacao",
    ),
    "advocate.company.url": ("company website", "company url", "organization url", "company link"),
    "advocate.company.logo": ("company logo", "logo", "customer logo", "featured logo"),
    "advocate.photo": (
        "photo", "avatar", "headshot", "portrait", "profile photo", "profile image", "avatar url",
        "author image", "author photo", "picture", "image", "image url", "foto", "bild",
    ),
    "advocate.github": ("github", "github username", "github handle", "github user", "gh"),
    "advocate.links.linkedin": ("linkedin", "linkedin url"),
    "advocate.links.mastodon": ("mastodon", "mastodon url"),
    "advocate.links.website": ("website", "homepage", "web", "site", "url", "blog", "web site"),
    "advocate.body": ("bio", "biography", "about", "description", "profile", "body", "content"),
    "story.media.0.src": ("featured image", "hero image", "cover image", "image", "images",
        "thumbnail", "cover", "banner", "social image"),
    "story.title": ("title", "headline", "heading", "subject", "link title", "titel", "titre",
        "titulo"),
    "story.date": (
        "date", "published", "published at", "publish date", "pub date", "published on",
        "created at", "created", "timestamp", "posted", "posted at", "submitted at", "submit date",
        "post date", "datum", "fecha", "data", "zeitstempel", "horodateur",
    ),
    "story.updated": ("updated", "updated at", "lastmod", "last modified", "modified"),
    "story.summary": ("summary", "excerpt", "abstract", "deck", "description", "subtitle",
        "subheading", "tag line", "tagline", "teaser", "intro", "lead", "kurzfassung", "resume",
        "resumen", "resumo"),
    "story.quote.text": ("quote", "quote text", "quotes content", "quotes text", "quotes quote",
        "testimonial", "quotation", "pull quote", "zitat",
        "citation", "cita", "citacao", "testimonio", "temoignage", "depoimento"),
    "story.challenge": ("challenge", "problem", "the challenge", "herausforderung", "defi",
        "desafio", "reto"),
    "story.body": (
        "body", "story", "case study", "solution", "the solution", "content", "text", "article",
        "review", "testimonial",
        "comment", "comments", "feedback", "message", "paragraphs", "post", "experience",
        "verbatim", "answer", "quote", "geschichte", "histoire", "historia", "kommentar",
        "commentaire", "comentario",
    ),
    "story.advocates": ("advocates", "advocate", "authors", "author", "customers", "customer",
        "speakers", "speaker", "people", "person"),
    "product.name": ("product name", "product", "name", "title"),
    "product.url": ("url", "link", "homepage", "website", "product url"),
    "product.tagline": ("tagline", "tag line", "slogan", "summary", "description", "subtitle"),
    "product.category": ("category", "type", "kind"),
    "product.body": ("body", "content", "details"),
    "event.title": ("title", "event name", "name", "event", "subject"),
    "event.starts": ("start", "starts", "start date", "starts at", "start time", "begin", "date",
        "from", "dtstart"),
    "event.ends": ("end", "ends", "end date", "ends at", "end time", "to", "until", "dtend"),
    "event.timezone": ("timezone", "time zone", "tz"),
    "event.place": ("venue", "location", "place", "address", "city", "ort", "lieu", "lugar"),
    "event.online_url": ("online url", "event url", "meeting url", "url", "link", "website",
        "webinar url", "youtube", "registration url"),
    "event.sign_up": ("registration url", "sign up", "register", "registration", "rsvp"),
    "event.advocates": ("advocates", "speakers", "speaker", "authors", "hosts", "host"),
    "event.body": ("body", "content", "description", "details"),
}  # fmt: skip
#: Words in the path of a source that say what its records are.
PLACES: Mapping[str, frozenset[str]] = {
    "advocate": frozenset(
        "author authors people person team teams member members staff speaker speakers contributor "
        "contributors advocate advocates ambassador ambassadors champion champions fellow fellows "
        "maintainer maintainers mentor mentors".split()
    ),
    "product": frozenset("product products plugin plugins tool tools solution solutions".split()),
    "event": frozenset(
        "event events webinar webinars meetup meetups talk talks conference conferences".split()
    ),
}
#: Groups of fields that are about a person.
PEOPLE = PLACES["advocate"] | {"customer", "reviewer", "user", "respondent", "contact"}
#: Fields that only people have.
PERSONAL = frozenset(
    "advocate.identity advocate.pronouns advocate.github advocate.links.linkedin "
    "advocate.name.given advocate.name.family advocate.links.mastodon".split()
)

#: Labels that say little by themselves: what they are within counts as much.
_GENERAL = frozenset("title name url link text content image body description photo logo".split())
#: Groups that only hold what belongs to the whole record.
NEUTRAL = frozenset(
    "data fields attributes properties metadata meta frontmatter post item record node params "
    "extra object info details".split()
) | {""}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[^a-z0-9]+")


def words_of(name: str) -> str:
    """``agencyFull_name`` as ``agency full name``: small letters without accents."""
    return " ".join(_GAP.split(unaccented(_HUMP.sub(" ", name)))).strip()


def likeness(label: str, parent: str, word: str) -> float:
    """How much a source field ``label`` within ``parent`` sounds like ``word``, from 0 to 1."""
    if f"{parent} {label}".strip() == word or (label == word and parent in NEUTRAL):
        return 1.0
    if label == word:
        return 0.4 if label in _GENERAL else 0.8
    inside = f" {label} "
    if f" {word} " in inside:
        return 0.75 if len(word) > 3 and inside.endswith(f" {word} ") else 0.6
    return 0.0
