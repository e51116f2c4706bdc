"""Telephone numbers, told from other long numbers by how they are written and by the words around.

Words are those of the languages of the interface: English, German, French, Spanish, Portuguese.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from rooftop.extras import is_installed

#: Digits enough for a telephone number, with what people write between them: nothing else is worth
#: a closer look.
_MAYBE_PHONE = re.compile(r"\d(?:[\s().\u00a0/-]{0,3}\d){7}")
#: An international number (ITU-T E.164: at most 15 digits), which needs no table of countries.
_INTERNATIONAL = re.compile(r"(?<![\w+])\+[1-9](?:[\s().\u00a0/-]{0,3}\d){7,14}(?!\d)")
#: Characters before and after a number that are looked at for a word that says what it is.
_AROUND = 30
#: Just before a telephone number.
_CALL = re.compile(
    r"(?:☎|📞|📱|\b(?:tel|telephone|phone|mobile|cell|call|ring|dial|fax|whatsapp|signal|sms|hotline"
    r"|telefon|fon|handy|mobil|anrufen|ruf\w*|durchwahl"
    r"|t[ée]l[ée]phone|t[ée]l|appel\w*|portable|fixe"
    r"|tel[ée]fono|llam\w+|m[óo]vil"
    r"|telefone|telem[óo]vel|celular|lig\w{1,4}|wa\.me)\b)[^\n\d]{0,24}$",
    re.IGNORECASE,
)
#: Just before a number that names a thing.
_NAMES_A_THING = re.compile(
    r"(?:\b(?:isbn|issn|ean|gtin|sku|iban|orcid|siren|siret|cnpj|nif|nipc|duns|imei|doi|cve|rfc"
    r"|build|version|commit|id|ref|serial)\b(?:-1[03])?[\s.:#]{0,3}"
    r"|\b(?:order|invoice|ticket|case|reference|part|serial|article|customer|account|contract|batch"
    r"|tracking|policy|patent|licen[cs]e|vat|tax|booking)s?\s{1,2}(?:no\.?|nr\.?|number|code|id|\#)"
    r"|\b(?:bestell|rechnungs|auftrags|kunden|artikel|serien|vertrags|vorgangs|ticket|konto|steuer"
    r"|teile|sendungs)-?(?:nummer|nr\.?)"
    r"|\b(?:commande|facture|dossier|client|r[ée]f[ée]rence|contrat|pedido|factura|referencia|cliente"
    r"|contrato|encomenda|fatura|refer[êe]ncia|processo)\s{1,2}(?:num[ée]ro|n[úu]mero|n[°ºo]|n\.º|no\.)"
    r"|[#№]|(?-i:[A-Z]{2,6})[-_])[\s:]{0,2}$",
    re.IGNORECASE,
)
_CURRENCY = r"[€$£¥₹₽₩]|\b(?:EUR|USD|GBP|CHF|JPY|BRL|MXN|CAD|AUD|CNY|INR|PLN|SEK|NOK|DKK)\b"
_AMOUNT_BEFORE = re.compile(rf"(?:{_CURRENCY}|[≈~<>=±])\s?$")
_MONEY_AFTER = re.compile(rf"\s?(?:{_CURRENCY}|%)")
#: Just after a number that counts or measures.
_AMOUNT_AFTER = re.compile(
    r"\s?(?:[‰°]|(?:km|mm|cm|kg|mg|[kmgt]i?b|[kmg]?wh|ms)\b"
    r"|(?:euros?|dollars?|d[óo]lar\w*|pounds?|francs?|franken|reais|tonn?\w*|bytes?"
    r"|(?:active |new |unique )?(?:rows?|records?|entries|lines?|users?|customers?|people|items?"
    r"|units?|pieces?|pallets?|parcels?|orders?|invoices?|payments?|transactions?|bookings?|events?"
    r"|requests?|calls|messages|e-?mails?|files?|documents?|pages?|views?|visits?|impressions?"
    r"|downloads?|hours?|minutes?|seconds?|days?|kilomet\w+|miles?|lit[re]{2}s?|times)"
    r"|zeilen|datens[äa]tze\w*|nutzer\w*|kund\w+|paletten|pakete\w*|bestellungen|rechnungen"
    r"|buchungen|stunden|st[üu]ck"
    r"|lignes?|clients?|utilisat\w+|commandes?|factures?|colis|heures?|fois"
    r"|filas?|registros?|clientes?|usuarios?|utilizadores|pedidos?|facturas?|faturas?|encomendas?"
    r"|linhas?|horas?|veces|vezes"
    r"|(?:a|an|per|each|every|pro|im|par|por|ao|al)\s(?:day|week|month|quarter|year|tag|woche"
    r"|monat|jahr|jour|semaine|mois|an|d[íi]a|semana|m[êe]s|a[ñn]o|ano))\b)",
    re.IGNORECASE,
)
#: A whole number by its thousands that ends in two groups of noughts: nobody's line, but a count.
_ROUND = re.compile(r"\+?\d{1,3}(?:[\s.\u00a0]\d{3})*(?:[\s.\u00a0]000){2}")
_DECIMAL = re.compile(r"(?:0|[1-9]\d*)\.\d+")
_IP_ADDRESS = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")
_DAY = re.compile(r"\b(?:19|20)\d\d[-./](?:0\d|1[0-2])[-./][0-3]\d|\b[0-3]?\d[./][01]?\d[./]20\d\d")
_ISBN = re.compile(r"97[89][\s-]?(?:\d[\s-]?){9}\d")
#: Just after a number that is the latitude of a place.
_LONGITUDE = re.compile(r"\s?[,;/]?\s?-?\d{1,3}\.\d{3,}")


def find_numbers(text: str, countries: Iterable[str], allowed: Collection[str] = ()) -> set[int]:
    """Where in ``text`` telephone numbers begin: international ones, and, where the extra ``phone``
    is installed, those written as in ``countries`` (ISO 3166-1 alpha-2).

    Amounts, dates, coordinates, network addresses and numbers of orders or books are none; nor are
    those in ``allowed``.
    """
    if not _MAYBE_PHONE.search(text):
        return set()
    if is_installed("phone"):
        numbers = _valid_numbers(text, countries)
    else:
        numbers = {(match.start(), match[0]) for match in _INTERNATIONAL.finditer(text)}
    return {
        start
        for start, number in numbers
        if number not in allowed and _is_phone(text, start, number)
    }


def _valid_numbers(text: str, countries: Iterable[str]) -> set[tuple[int, str]]:
    import phonenumbers  # noqa: PLC0415 — an extra, and most texts hold nothing like a number

    strict = phonenumbers.Leniency.STRICT_GROUPING
    return {
        (match.start, match.raw_string)
        for country in (None, *set(countries))
        for match in phonenumbers.PhoneNumberMatcher(text, country, strict)
    }


def _is_phone(text: str, start: int, number: str) -> bool:
    """What ``number`` is: the word before it says so first, then what follows, then its form."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _AROUND) : start]
    after = text[start + len(number) : start + len(number) + _AROUND]
    if _CALL.search(before):
        return True
    if _AMOUNT_BEFORE.search(before) or _MONEY_AFTER.match(after) or _ROUND.fullmatch(number):
        return False
    if number.startswith("+"):
        return True
    if _AMOUNT_AFTER.match(after):
        return False
    return not _NAMES_A_THING.search(before) and not any(_forms_of_others(number, after))


def _forms_of_others(number: str, after: str) -> Iterator[bool]:
    for form in (_DECIMAL, _IP_ADDRESS, _ISBN):
        yield form.fullmatch(number) is not None
    yield _DAY.search(number) is not None
    yield "." in number and _LONGITUDE.match(after) is not None
