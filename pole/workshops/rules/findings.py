"""What a good workshop has, said as findings: they help who prepares it and never stop anybody.

Source: the founding study of the pole. A seasonal workshop gathers base organisations, solves a question and makes something
for others; a dialogue gathers base organisations and stakeholders, shares a diagnosis and changes a scheme.
"""

from dataclasses import dataclass
from enum import StrEnum

from foundation.kernel.sentences import N_
from pole.workshops.rules.kinds import WorkshopKind


class Standing(StrEnum):
    """Where a finding stands: it holds, there is still time, or the workshop ended without it."""

    MET = "met"
    WAITING = "waiting"
    MISSING = "missing"


@dataclass(frozen=True)
class Seen:
    """What is known of a workshop. `base_came`: base organisations that came to a session; `base_expected`: named in it."""

    kind: str
    closed: bool
    sessions_held: int = 0
    base_expected: int = 0
    base_came: int = 0
    stakeholders: int = 0
    productions: int = 0
    schemes: int = 0
    testimonies: int = 0
    answer: str = ""
    diagnosis: str = ""
    unsigned: int = 0


@dataclass(frozen=True)
class RuleFinding:
    """One line: a code, where it stands, and the sentence with its values."""

    code: str
    standing: Standing
    message: str
    count: int = 0

    @property
    def values(self) -> dict[str, object]:
        """What the sentence is filled with."""
        return {"count": self.count}


def rule_findings(seen: Seen) -> list[RuleFinding]:
    """What to look at, in the order of the work; nothing for an "other" meeting.

    >>> [(one.code, one.standing.value) for one in rule_findings(Seen("seasonal", closed=True, sessions_held=2))]
    [('base', 'missing'), ('question', 'missing'), ('production', 'missing')]
    """
    if seen.kind == WorkshopKind.SEASONAL:
        lines = [_base(seen), *_commitments(seen), _question(seen), _production(seen)]
    elif seen.kind == WorkshopKind.DIALOGUE:
        lines = [_base(seen), _testimonies(seen), _stakeholders(seen), _diagnosis(seen), _scheme(seen)]
    else:
        lines = []
    return lines


def _line(code: str, seen: Seen, count: int, *words: str) -> RuleFinding:
    """The sentence of what is met, of what is waited for, of what is missing."""
    met, waiting, missing = words
    if count:
        return RuleFinding(code, Standing.MET, met, count)
    if seen.closed:
        return RuleFinding(code, Standing.MISSING, missing)
    return RuleFinding(code, Standing.WAITING, waiting)


def _base(seen: Seen) -> RuleFinding:
    """Base organisations are compulsory in the study; one that is named but never came is not there."""
    if seen.sessions_held and not seen.base_came:
        words = (
            N_("No base organisation has come yet: the work is about their questions. Invite some to the next session.")
            if not seen.closed
            else N_("No base organisation came: what was found is kept, and says for whom it speaks.")
        )
        return RuleFinding("base", Standing.MISSING, words)
    return _line(
        "base",
        seen,
        seen.base_came or seen.base_expected,
        N_("Base organisations taking part: %(count)s."),
        N_("No base organisation is named yet: the work starts from their questions."),
        N_("No base organisation took part: what was found is kept, and says for whom it speaks."),
    )


def _commitments(seen: Seen) -> list[RuleFinding]:
    if not seen.unsigned:
        return []
    words = N_("Participants whose commitment is not signed: %(count)s.")
    return [RuleFinding("commitment", Standing.MISSING if seen.closed else Standing.WAITING, words, seen.unsigned)]


def _question(seen: Seen) -> RuleFinding:
    return _line(
        "question",
        seen,
        1 if seen.answer.strip() else 0,
        N_("The question has its answer."),
        N_("The question has no answer yet: write it when the group has one."),
        N_("The workshop ended without an answer to its question: say what was learnt."),
    )


def _production(seen: Seen) -> RuleFinding:
    return _line(
        "production",
        seen,
        seen.productions,
        N_("Works made for other organisations: %(count)s."),
        N_("No work for other organisations yet: a brochure, a conference, a guide."),
        N_("Nothing was made for other organisations: a page of advice is enough to share what was learnt."),
    )


def _testimonies(seen: Seen) -> RuleFinding:
    return _line(
        "testimonies",
        seen,
        seen.testimonies,
        N_("Testimonies of base organisations: %(count)s."),
        N_("No testimony yet: ask base organisations what they meet."),
        N_("No testimony of base organisations was collected."),
    )


def _stakeholders(seen: Seen) -> RuleFinding:
    return _line(
        "stakeholders",
        seen,
        seen.stakeholders,
        N_("Stakeholders gathered: %(count)s."),
        N_("No stakeholder is named yet: who holds the scheme, who pays, who advises?"),
        N_("No stakeholder was gathered: the diagnosis was not shared with those who decide."),
    )


def _diagnosis(seen: Seen) -> RuleFinding:
    return _line(
        "diagnosis",
        seen,
        1 if seen.diagnosis.strip() else 0,
        N_("The diagnosis is written and shared."),
        N_("No shared diagnosis yet: write it with those who take part."),
        N_("The dialogue ended without a shared diagnosis."),
    )


def _scheme(seen: Seen) -> RuleFinding:
    return _line(
        "scheme",
        seen,
        seen.schemes,
        N_("Public schemes changed or created: %(count)s."),
        N_("No scheme has changed yet: that is what a dialogue is for."),
        N_("No scheme was changed or created: say what remains to be done."),
    )
