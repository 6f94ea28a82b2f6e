"""What the bodies and the pole hold on somebody: seats, workshops, ideas given, what they follow."""

from sqlalchemy import or_

from foundation.kernel.sentences import N_
from governance.models import Body, BodySeatFact, Follower
from pole.programme.models import Contribution
from pole.workshops.models import Workshop, WorkshopPerson
from privacy.queries.about import Whose
from privacy.queries.held_sections import Section, read, some


def pole_sections(who: Whose) -> list[Section]:
    """The sections, each with its own columns."""
    return [
        read(
            "idees",
            N_("Ideas and viewpoints you gave"),
            some(Contribution, "given_on", "person_name", "title", "text"),
            Contribution.account_id.in_(who.accounts),
        ),
        _seats(who),
        _workshops(who),
        read(
            "suivis", N_("What you follow"), some(Follower, "subject", "since"), Follower.account_id.in_(who.accounts)
        ),
    ]


def _workshops(who: Whose) -> Section:
    """The workshops in which they take part, with the commitment, the allowance and the time given."""
    words = some(
        WorkshopPerson, "name", "contact", "joined_on", "signed_on", "allowance_cents", "valued_minutes", "left_on"
    )
    theirs = or_(WorkshopPerson.account_id.in_(who.accounts), WorkshopPerson.member_id.in_(who.members))
    joined = [(Workshop, Workshop.id == WorkshopPerson.workshop_id)]
    return read("ateliers", N_("Workshops"), [Workshop.title, *words], theirs, joins=joined)


def _seats(who: Whose) -> Section:
    """The bodies in which they took a seat, or left it."""
    words = [*some(BodySeatFact, "event", "role", "name", "standing_for"), BodySeatFact.on.label("on_day")]
    joined = [(Body, Body.id == BodySeatFact.body_id)]
    theirs = BodySeatFact.person_id.in_(who.people)
    return read("instances", N_("Seats in bodies"), [*words, Body.name.label("body")], theirs, joins=joined)
