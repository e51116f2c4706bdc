"""Letters as they are sent: Markdown, a page to print, and a draft of an e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from markupsafe import Markup

from rooftop.markup import clean_prose, parse_markdown

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><meta charset="utf-8"><title>{title}</title>\n'
    "<style>body{{font:16px/1.6 Georgia,serif;max-width:40em;margin:2em auto;padding:0 1em;"
    "overflow-wrap:anywhere}}"
    "table{{border-collapse:collapse;width:100%}}img{{max-width:100%;border:1px solid #ccc}}"
    "td,th{{border-bottom:1px solid #ccc;padding:.4em;text-align:left}}"
    "td:last-child{{white-space:nowrap}}figure{{margin:1em 0}}"
    "blockquote{{font-style:italic}}@media print{{body{{margin:0}}}}</style>\n"
    "{body}\n</html>\n"
)


@dataclass(frozen=True)
class Letter:
    """The same letter three times: Markdown, a printable page, and an e-mail draft (RFC 5322)
    without an address.
    """

    markdown: str
    html: str
    eml: bytes


@dataclass(frozen=True)
class Entry:
    """A calendar with what a letter is about (RFC 5545), and its ``method`` (RFC 5546), which the
    mail has to say too (RFC 6047, 2.4).
    """

    data: bytes
    method: str


def write_letter(
    subject: str, markdown: str, language: str, calendar: Entry | None = None
) -> Letter:
    """The letter ``markdown`` in ``language``. ``subject`` is plain text; ``calendar`` is attached
    to the mail.
    """
    html = str(letter_page(language, subject, clean_prose(parse_markdown(markdown)).on_page("")))
    mail = draft_mail(subject, markdown, html)
    mail.set_boundary("=_rooftop_letter")
    if calendar:
        mail.add_attachment(
            calendar.data,
            maintype="text",
            subtype="calendar",
            filename="appointment.ics",
            params={"charset": "utf-8", "method": calendar.method},
        )
        mail.set_boundary("=_rooftop_mail")
    return Letter(markdown, html, mail.as_bytes())


def letter_page(language: str, title: str, body: Markup) -> Markup:
    """A page to print. It loads nothing."""
    return _PAGE.format(language=language, title=title, body=body)


def draft_mail(subject: str, markdown: str, html: str) -> EmailMessage:
    """A draft (``X-Unsent`` opens it for writing in Outlook), as text and as a page."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    mail["X-Unsent"] = "1"
    mail.set_content(markdown, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    return mail
