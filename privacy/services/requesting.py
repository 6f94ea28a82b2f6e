"""A person asks: for everything that is held (GDPR art. 15), or for its erasure (art. 17); the office answers and says why."""

from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.errors import Malformed, Refused
from foundation.kernel.sentences import N_
from privacy.models import ErasureAct
from privacy.queries.about import Whose, whose_person
from privacy.queries.held import held_on
from privacy.queries.held_sections import Section
from privacy.queries.one import Wanted, person_asking, wanted_of
from privacy.queries.people import Subject
from privacy.rules.events import PrivacyTag
from privacy.rules.retention import CLASSES, Key
from privacy.services.erasing import Preview, erase_subjects, preview_of

FORMS = ("zip", "json", "pdf")


def check_request(wanted: Wanted) -> tuple[Key, Subject]:
    """Which kind of data may go, of whom; Refused, in a sentence, where nothing may be erased (GDPR art. 17(3))."""
    if wanted.ties:
        raise Refused("erasure-tied", wanted.ties[0], source="RGPD art. 17(3)")
    if wanted.held:
        raise Refused(
            "erasure-owed",
            N_(
                "Shares or money are still to be refunded to this person: data goes once that is paid (GDPR art. 17(3)(e))."
            ),
            source="RGPD art. 17(3)(e)",
        )
    if wanted.goes is None and wanted.kept_kind is not None:
        raise Refused(
            "erasure-kept",
            N_("What is left must be kept until %(day)s (%(article)s): nothing more may be erased before."),
            day=wanted.until,
            article=wanted.kept_kind.source,
        )
    if wanted.goes is None or wanted.subject is None:
        raise Refused("erasure-nothing", N_("Nothing is left to erase of this person."), source="RGPD art. 17")
    return wanted.goes, wanted.subject


def foresee(wanted: Wanted) -> Preview:
    """What the erasure would do; nothing is written. Refused as `check_request` says."""
    key, subject = check_request(wanted)
    return preview_of(CLASSES[key], wanted.on, [subject])


def erase_on_request(person_id: int, received_on: date, *, motive: str, actor: Actor, at: datetime) -> ErasureAct:
    """Erase of somebody what no law keeps, at once and whatever our own durations; the report says what stays.

    Refused: a present member or another tie, money owed, a duty to keep, no motive, a request from the future.
    Source: GDPR art. 17(1) and (3), art. 12(3).
    """
    on = day_of(at)
    if received_on > on:
        raise Refused(
            "request-ahead", N_("%(day)s has not come: write the day on which the request came in."), day=received_on
        )
    wanted = wanted_of(person_asking(person_id), on)
    key, subject = check_request(wanted)
    kept = wanted.kept_kind
    asked = {"received_on": received_on.isoformat()}
    if kept is not None and wanted.until is not None:
        asked |= {"kept": kept.title, "until": wanted.until.isoformat(), "kept_by": kept.source}
    return erase_subjects(CLASSES[key], on, [subject], motive=motive, asked=asked, actor=actor, at=at)


def hand_over(person_id: int, form: str, *, motive: str, actor: Actor, at: datetime) -> tuple[Whose, list[Section]]:
    """All that is held on somebody, to be handed over; who read it, in which form and why is written down.

    Refused: no motive; Malformed: a form unknown. Source: GDPR art. 15 and 12(6).
    """
    reason = motive.strip()[:500]
    if not reason:
        raise Refused(
            "no-reason", N_("Write who asks, how, and how you made sure of who it is: the audit trail keeps it.")
        )
    if form not in FORMS:
        raise Malformed("bad-form", N_("Choose one of the forms that are offered."))
    person = person_asking(person_id)
    who = whose_person(person, day_of(at))
    sections = held_on(who, handed_at=at)
    told = {"person": person.id, "form": form, "motive": reason}
    audit.record(PrivacyTag.DATA_HANDED, f"person:{person.id}", actor=actor, at=at, details=told)
    return who, sections
