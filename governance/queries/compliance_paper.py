"""The 48 checks of a day as their document wants them (templates/documents/conformite.typ), in French."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from foundation.kernel.sentences import sentence
from governance.rules.compliance.table import SUBJECTS, TITLES, counts
from governance.rules.compliance.verdicts import STATE_NAMES, State, Verdict
from shares.queries.journal import last_entry
from shares.queries.papers.company import company_data, seal_data, statutes_for_paper

LANGUAGE = "fr"


def compliance_data(
    verdicts: Sequence[Verdict], on: date, *, known_at: datetime | None = None, at: datetime
) -> dict[str, Any]:
    """The paper of the checks of a day; StateMoved where no statutes name the company on that day."""
    statutes = statutes_for_paper(on)
    number, seal = last_entry(known_at)
    by_rule = {one.rule: one for one in verdicts}
    told = counts(verdicts)
    return {
        "cooperative": company_data(statutes, on),
        "seal": seal_data(number, seal, on, known_at),
        "known_on": known_at or at,
        "statutes_on": statutes.effective_on,
        "printed_at": at,
        "counts": [{"state": state.value, "name": _fr(STATE_NAMES[state]), "number": told[state]} for state in State],
        "subjects": [
            {
                "title": _fr(subject.title),
                "checks": [_check(by_rule[rule]) for rule in subject.rules if rule in by_rule],
            }
            for subject in SUBJECTS
        ],
    }


def _check(one: Verdict) -> dict[str, Any]:
    title, _article = TITLES[one.rule]
    return {
        "rule": one.rule,
        "title": _fr(title),
        "state": one.state.value,
        "name": _fr(STATE_NAMES[one.state]),
        "sentence": one.said(LANGUAGE),
        "details": [sentence(LANGUAGE, detail.message, detail.values) for detail in one.details],
        "members": ", ".join(f"n° {number}" for number in one.members),
        "action": _fr(one.action) if one.action else "",
        "source": one.source,
    }


def _fr(message: str) -> str:
    return sentence(LANGUAGE, message)
