"""The decision on a request to join, and the moment when it makes a member.

By the statutes (`admission.effective`) the decision is enough, or the money must arrive: those who record the money then
call `record_effect` once they have admitted the candidate.
"""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.members import Member
from membership.queries.applications import ApplicationView, application_by_id
from membership.queries.candidates import judged
from membership.rules.applications import ApplicationEvent, ApplicationState, check_next
from membership.rules.candidates import check_acceptable
from membership.rules.mailings import Mailing
from membership.services.admission import Admission, admit
from membership.services.appending import college_on, fact_columns, take_turn
from membership.services.applying import Terms, about, append, complete, said, said_before, turn
from membership.services.letters import write_to
from membership.signals import application_accepted
from statutes.rules import law
from statutes.services import statutes_on

NEEDS_MONEY = ("payment", "full_payment")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the body decided and when: `text` names body, date and minutes; `override`: why a full SARL admits."""

    decided_on: date
    text: str
    motive: str = ""
    override: str = ""


def accept(
    application_id: int, decision: Decision, terms: Terms | None = None, *, actor: Actor, at: datetime
) -> ApplicationView:
    """Record that the body admits the candidate, on these terms (None: those asked for).

    By the statutes the membership takes effect at the decision, at once here, or when the money arrives. Refused: no
    decision, something blocks (in words), a closer look is due. Source: loi 47-1775 art. 7 and 19 septies.
    """
    view = turn(application_id, ApplicationEvent.ACCEPTED)
    _require_decision(decision, at)
    reviewed = view.reviewed
    if terms is not None and said(terms) != said_before(view):
        reviewed = reviewed and terms.shares <= (view.terms.shares or 0)
        complete(application_id, terms, decision.decided_on, actor=actor, at=at)
        view = application_by_id(application_id)
    found = judged([view], decision.decided_on)[view.id]
    check_acceptable(list(found.blockers), list(found.reasons), reviewed=reviewed, override=decision.override)
    columns = fact_columns(
        decision.decided_on,
        actor=actor,
        at=at,
        motive=decision.override or decision.motive,
        decision=decision.text,
    )
    append(view, ApplicationEvent.ACCEPTED, columns)
    clause = statutes_on(decision.decided_on).statutes.admission.effective
    if clause not in NEEDS_MONEY:
        _admit(application_by_id(application_id), decision, actor=actor, at=at)
    else:
        _write_accepted(view, decision, clause, at=at)
    application_accepted.send(application_id, on=decision.decided_on, actor=actor, at=at)
    return application_by_id(application_id)


def _admit(view: ApplicationView, decision: Decision, *, actor: Actor, at: datetime) -> None:
    """The number is given: the decision is enough by the statutes."""
    terms = view.terms
    admission = Admission(
        category=terms.category or "",
        college=terms.college,
        effective_on=decision.decided_on,
        decision=decision.text,
        motive=decision.motive,
        override=decision.override,
    )
    member = admit(view.party, admission, actor=actor, at=at)
    record_effect(view.id, member, decision.decided_on, actor=actor, at=at)


def record_effect(application_id: int, member: Member, on: date, *, actor: Actor, at: datetime) -> ApplicationView:
    """The candidate became a member: close the request, and write to the new member. Repeated, it changes nothing."""
    take_turn(about(application_id))
    view = application_by_id(application_id)
    if view.state is ApplicationState.EFFECTIVE:
        return view
    check_next(view.state, ApplicationEvent.EFFECTIVE)
    append(view, ApplicationEvent.EFFECTIVE, fact_columns(on, actor=actor, at=at), {"member_id": member.id})
    terms, statutes = view.terms, statutes_on(on).statutes
    names = {one.id: one.name or one.id for one in statutes.categories}
    colleges = {one.id: one.name or one.id for one in statutes.colleges}
    context: dict[str, object] = {
        "number": member.number,
        "effective_on": on,
        "category": names.get(terms.category or "", terms.category or ""),
        "college": colleges.get(college_on(member, on) or "", ""),
    }
    write_to(view.party, Mailing.MEMBERSHIP_EFFECTIVE, context, subject_ref=about(view.id), at=at)
    return application_by_id(application_id)


def refuse(application_id: int, decision: Decision, *, actor: Actor, at: datetime) -> ApplicationView:
    """Record that the body does not admit the candidate. Refused without decision or reason."""
    view = turn(application_id, ApplicationEvent.REFUSED)
    _require_decision(decision, at)
    if not decision.motive.strip():
        raise Refused("no-reason", N_("Write why: the history keeps the reason, and the candidate may be told."))
    columns = fact_columns(decision.decided_on, actor=actor, at=at, motive=decision.motive, decision=decision.text)
    append(view, ApplicationEvent.REFUSED, columns)
    context: dict[str, object] = {"decided_on": decision.decided_on, "motive": decision.motive}
    write_to(view.party, Mailing.APPLICATION_REFUSED, context, subject_ref=about(view.id), at=at)
    return application_by_id(application_id)


def _write_accepted(view: ApplicationView, decision: Decision, clause: str, *, at: datetime) -> None:
    context: dict[str, object] = {
        "decided_on": decision.decided_on,
        "shares": view.terms.shares or 0,
        "whole": clause == "full_payment",
    }
    write_to(view.party, Mailing.APPLICATION_ACCEPTED, context, subject_ref=about(view.id), at=at)


def _require_decision(decision: Decision, at: datetime) -> None:
    if decision.decided_on > day_of(at):
        raise Refused(
            "decided-to-come",
            N_("The decision would be of %(day)s, which is still to come. Record it once it is taken."),
            day=decision.decided_on,
        )
    if not decision.text.strip():
        raise Refused(
            "no-decision",
            N_("Write who decided, when and in which minutes: the statutes name the body that admits."),
            source=law.ART_ADMISSION,
        )
