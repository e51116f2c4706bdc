"""The only composer: sources, settings and a day become a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from rooftop.cache import Cache
from rooftop.catalogue import Catalogue, check_lookalikes, with_employers
from rooftop.consent import (
    Consents,
    Reason,
    check_consent,
    decide_consents,
    subject_of,
    unanswered,
)
from rooftop.plan.assembly import Passed, assemble
from rooftop.plan.collect import collect_withheld_text
from rooftop.plan.gate import LeftOut, pass_gate
from rooftop.plan.mentions import find_mentions, read_texts
from rooftop.plan.pictures import hide_withheld_pictures
from rooftop.plan.plan import Plan
from rooftop.plan.unpublished_prose import check_unpublished_prose
from rooftop.posts import check_posts
from rooftop.problems import Problem, RecordError, problem
from rooftop.settings import Community

#: What a person can do about a record that is left out, by why it is.
_EXPLANATIONS = {
    Reason.NAME_SHOWN: (
        "consent-name-shown",
        "withheld, because its address says {}",
        "Rename the file, or ask the person whether the name may be shown.",
    ),
    Reason.MENTION: (
        "consent-withheld-mention",
        "withheld, because it says {}",
        "Ask whether it may be shown, or ask the author to write it differently.",
    ),
    Reason.FAILED: (
        "record-failed",
        "withheld, because its page could not be made: {}",
        "This is a fault in Rooftop. Please report it with the file.",
    ),
}


def compose(
    catalogue: Catalogue,
    community: Community,
    now: datetime.datetime,
    *,
    drafts: bool = False,
    left_out: LeftOut | None = None,
    cache: Cache | None = None,
) -> Plan:
    """The plan of the site as of ``now`` (UTC). With ``drafts``, it includes drafts, for a preview.

    Every record is decided separately: a problem with one withholds only that one, and is in
    ``problems``. ``left_out`` are records that turned out to be unfit when they were rendered;
    ``cache`` has results of earlier plans.
    """
    visible = with_employers(catalogue if drafts else catalogue.without_drafts())
    consents = decide_consents(visible, community.settings, now.date())
    waiting = sum(story.origin.draft for story in catalogue.stories.values())
    late = tuple(unanswered(catalogue, now.date(), community.settings.default_term_months))
    unfit, cache = dict(left_out or {}), cache or Cache()
    while True:
        passed = _pass(consents, community, unfit, cache)
        problems = [
            *visible.problems,
            *check_lookalikes(visible, [community.url], cache),
            *check_consent(consents),
            *(each for story in visible.stories.values() for each in check_posts(story, community)),
            *_explain({**unfit, **passed.left_out, **passed.gate.failures}, visible),
        ]
        try:
            plan = assemble(consents, community, now, passed, waiting, problems, cache)
            more = check_unpublished_prose(visible, plan.withheld, plan.published.addresses)
            found = tuple(sorted({*plan.problems, *more}))
            return replace(plan, unanswered=late, problems=found)
        except RecordError as error:
            unfit[error.subject] = (Reason.FAILED, error.reason)


def _pass(consents: Consents, community: Community, unfit: LeftOut, cache: Cache) -> Passed:
    """What passes the gate once nothing that passes tells of what does not: withholding a record
    can withhold a name, which can withhold another record.
    """
    left_out = dict(unfit)
    while True:
        gate = pass_gate(consents, left_out)
        likenesses = hide_withheld_pictures(gate, consents.catalogue)
        texts = read_texts(gate, consents.catalogue)
        withheld_text = collect_withheld_text(consents, gate, texts, community, cache)
        mentions = find_mentions(gate, texts, consents, withheld_text, cache)
        if not mentions:
            return Passed(gate, likenesses, withheld_text, left_out)
        left_out |= mentions


def _explain(left_out: LeftOut, catalogue: Catalogue) -> Iterator[Problem]:
    for record in catalogue.records():
        if why := left_out.get(subject_of(record)):
            code, text, hint = _EXPLANATIONS[why[0]]
            yield problem(record.origin.path, (1, 1), code, text.format(why[1]), hint)
