"""What blocks each candidate and what calls for a closer look, by the membership's rules and by those above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from membership.models.facts import RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.queries.access import runs
from membership.queries.applications import ApplicationView
from membership.queries.bonds import bonds_of
from membership.queries.policy import policy
from membership.queries.roll import count_members_on
from membership.queries.ruling import ruling_id
from membership.rules.bonds import is_minor
from membership.rules.candidates import CandidateFile, Finding, Watch, blockers, reasons_to_review
from membership.rules.mandates import MandateKind
from membership.signals import candidate_examined
from statutes.queries import version_on
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class Examined:
    """The candidates of a page as those above judge them, by number of the request."""

    on: date
    statutes: Statutes
    watch: Watch
    candidates: Mapping[int, tuple[CandidateFile, Person | Organisation]]


@dataclass(frozen=True)
class Judged:
    """What blocks a request, and what calls for a closer look."""

    blockers: tuple[Finding, ...] = ()
    reasons: tuple[Finding, ...] = ()

    def joined(self, other: "Judged") -> "Judged":
        """Both together."""
        return Judged(self.blockers + other.blockers, self.reasons + other.reasons)


def judged(views: Sequence[ApplicationView], on: date) -> dict[int, Judged]:
    """By request, what blocks it and what calls for a closer look on a day; few statements, whatever their number."""
    version = version_on(on)
    if version is None or not views:
        return {one.id: Judged((Finding("no-statutes", NO_STATUTES, cure="wait"),)) for one in views}
    watch, members = policy().watch, count_members_on(on)
    spoken_for = _spoken_for([one.party for one in views], on)
    files = {one.id: (candidate_file(one, on, spoken_for), one.party) for one in views}
    found = {
        one.id: Judged(
            tuple(blockers(files[one.id][0], version.statutes, on, members)),
            (*reasons_to_review(files[one.id][0], watch, on), *_double(one)),
        )
        for one in views
    }
    examined = Examined(on, version.statutes, watch, files)
    for _receiver, answer in candidate_examined.send(examined):
        found = {number: judge.joined(answer.get(number, Judged())) for number, judge in found.items()}
    return found


NO_STATUTES = N_("No statutes are in force: record the cooperative's statutes first.")


def candidate_file(view: ApplicationView, on: date, spoken_for: set[int]) -> CandidateFile:
    """What is known of a candidate on a day; three statements for a minor, none for others."""
    party, terms = view.party, view.terms
    asked = CandidateFile(
        is_person=isinstance(party, Person),
        has_address=bool(party.town and party.postcode),
        country=party.country,
        category=terms.category or "",
        college=terms.college,
        shares=terms.shares or 0,
    )
    return _person(asked, party, on) if isinstance(party, Person) else _organisation(asked, party, spoken_for)


def _organisation(asked: CandidateFile, party: Organisation, spoken_for: set[int]) -> CandidateFile:
    return replace(
        asked,
        acted_for=party.id in spoken_for,
        numbered=party.form.numbered,
        number=party.siren or party.rna or "",
        public=party.form.public,
    )


def _person(asked: CandidateFile, party: Person, on: date) -> CandidateFile:
    minor = is_minor(party.born_on, on, party.emancipated_on)
    return replace(
        asked,
        born_on=party.born_on,
        emancipated_on=party.emancipated_on,
        deceased_on=party.deceased_on,
        acted_for=minor and any(one.runs and one.bond.acts and not one.turned for one in bonds_of(party, on)),
    )


def _spoken_for(parties: Sequence[Person | Organisation], on: date) -> set[int]:
    """The organisations for which somebody speaks and votes on the day; one statement."""
    ids = [one.id for one in parties if isinstance(one, Organisation)]
    if not ids:
        return set()
    owners = {"organisation_id": RepresentativeFact.organisation_id, "kind": RepresentativeFact.kind}
    statement = select(RepresentativeFact.organisation_id).where(
        RepresentativeFact.organisation_id.in_(ids),
        RepresentativeFact.kind.in_((MandateKind.VOTER, MandateKind.LEGAL)),
        RepresentativeFact.person_id.is_not(None),
        runs(RepresentativeFact, on),
        RepresentativeFact.id == ruling_id(RepresentativeFact, owners, on, None),
    )
    return set(db.session.execute(statement).scalars())


def _double(view: ApplicationView) -> tuple[Finding, ...]:
    other = db.session.get(Person, view.double_of_id) if view.double_of_id else None
    if other is None or (isinstance(view.party, Person) and view.party.merged_into_id is not None):
        return ()
    message = N_("Perhaps %(name)s, who is on record already: merge the two records, or say that they are different.")
    return (Finding("double", message, {"name": other.name}),)
