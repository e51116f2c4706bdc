"""The few words posts and pictures add to a story's own, in the languages the interface has."""

from __future__ import annotations

from rooftop.consent import Teller
from rooftop.records import Disclosure

_RELATIONSHIPS = {
    "en": {"customer": "Customer", "partner": "Partner", "employee": "Employee", "investor": "Investor"},
    "de": {"customer": "Kundschaft", "partner": "Partner", "employee": "Angestellt", "investor": "Investor"},
    "fr": {"customer": "Client", "partner": "Partenaire", "employee": "Salarié", "investor": "Investisseur"},
    "es": {"customer": "Cliente", "partner": "Socio", "employee": "Empleado", "investor": "Inversor"},
    "pt": {"customer": "Cliente", "partner": "Parceiro", "employee": "Empregado", "investor": "Investidor"},
}
_UNPAID = {"en": "not paid", "de": "unbezahlt", "fr": "non rémunéré", "es": "sin remuneración", "pt": "não remunerado"}
_IN_RETURN = {
    "en": "in return: {}",
    "de": "dafür: {}",
    "fr": "en échange : {}",
    "es": "a cambio: {}",
    "pt": "em troca: {}",
}


def disclose(disclosure: Disclosure, language: str) -> str:
    """The relationship and incentive in a few words, for beside the story (FTC 16 CFR 255.5); English where need be."""
    tongue = language.partition("-")[0]
    tongue = tongue if tongue in _UNPAID else "en"
    relation = disclosure.relationship.removeprefix("other: ")
    relation = _RELATIONSHIPS[tongue].get(relation, relation[:1].upper() + relation[1:])
    paid = _UNPAID[tongue] if disclosure.incentive == "none" else _IN_RETURN[tongue].format(disclosure.incentive)
    return f"{relation}, {paid}."


def one_line(teller: Teller) -> str:
    """A person in one line: name, role, company, as far as each is shown."""
    return ", ".join(part for part in (teller.name, teller.role, teller.company and teller.company.name) if part)
