"""The erasure act: what is due goes, what the law asks to keep stays, and a report says both.

The register and its counts do not change: members keep their numbers, facts their days, movements their amounts and
seals. Of a former member the legal register alone keeps the names and the domicile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from foundation.accounts.models import Account
from foundation.documents.archive import DocumentDraft, issue
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_, sentence
from membership.models.identity import Organisation, Person, RegisterIdentity
from membership.services.writing import write_keys
from privacy.models import ErasureAct
from privacy.queries.acts import chosen_months
from privacy.queries.due import OF_PEOPLE, steps_due, subjects_due
from privacy.queries.of_people import closable_accounts, contact_steps, identity_steps, with_doubles
from privacy.queries.people import Subject
from privacy.queries.steps import Step
from privacy.rules.events import PrivacyTag
from privacy.rules.retention import DataClass, Key, months_of
from privacy.services.choosing import kind_named
from shares.queries.papers.company import company_data, statutes_for_paper

REPORT = "erasure-report"
AT_ONCE = 500
PSEUDONYMS = {
    Key.IDENTITY: "Ancien membre n° {number}",
    Key.AROUND: "Personne n° {id}",
    Key.APPLICATIONS: "Candidature n° {id}",
}
RECORD = N_("Names, birth date and address of people")


@dataclass(frozen=True)
class Preview:
    """What an erasure would do: (what, how many) that goes, why the rest stays, and who is held back."""

    kind: DataClass
    on: date
    subjects: tuple[Subject, ...]
    held: tuple[Subject, ...]
    goes: tuple[tuple[str, int], ...]
    further: int

    @property
    def count(self) -> int:
        """How many people, or rows where the kind is not about people."""
        return len(self.subjects) if self.kind.key in OF_PEOPLE else sum(number for _label, number in self.goes)


def preview(key: str, on: date, *, only: int | None = None) -> Preview:
    """What erasing a kind of data on a day would do; nothing is written. `only`: one person. Refused: no duration."""
    kind, subjects, held, steps, further = _plan(key, on, only)
    return _foreseen(kind, on, subjects, steps, held=held, further=further)


def preview_of(kind: DataClass, on: date, subjects: Sequence[Subject]) -> Preview:
    """What erasing a kind of data of these people would do, whatever its duration; nothing is written."""
    return _foreseen(kind, on, subjects, _steps_of(kind, subjects))


def _foreseen(
    kind: DataClass,
    on: date,
    subjects: Sequence[Subject],
    steps: Sequence[Step],
    *,
    held: Sequence[Subject] = (),
    further: int = 0,
) -> Preview:
    goes = [(step.label, step.count()) for step in steps]
    if subjects and kind.key in PSEUDONYMS:
        goes.insert(0, (RECORD, len(subjects)))
    told = tuple((label, number) for label, number in goes if number)
    return Preview(kind, on, tuple(subjects), tuple(held), told, further)


def erase_due(key: str, on: date, *, motive: str, actor: Actor, at: datetime, only: int | None = None) -> ErasureAct:
    """Erase what is due of a kind on a day, at most 500 people at once, and keep the report.

    Refused: no duration is in force, no motive, a day to come. StateMoved: nothing is due any more.
    """
    reason = motive.strip()[:500]
    if not reason:
        raise Refused("no-reason", N_("Write why the data is erased: the report keeps the reason."))
    if on > day_of(at):
        raise Refused("erase-ahead", N_("%(day)s has not come: data is erased once its time has passed."), day=on)
    kind, subjects, held, steps, _further = _plan(key, on, only)
    goes = _rename(kind.key, subjects, on) + _run(kind.key, steps, subjects, at)
    if not any(number for _label, number in goes):
        raise StateMoved("nothing-due", N_("Nothing of this kind is due on %(day)s any more."), day=on)
    return _kept(kind, _Done(on, reason, subjects, held, goes), actor=actor, at=at)


def erase_subjects(
    kind: DataClass,
    on: date,
    subjects: Sequence[Subject],
    *,
    motive: str,
    asked: dict[str, str],
    actor: Actor,
    at: datetime,
) -> ErasureAct:
    """Erase a kind of data of these people, whatever its duration, because they asked; whoever calls has judged it.

    `asked` goes into the report: when the request came in, what is kept all the same, until when and by which article.
    """
    reason = motive.strip()[:500]
    if not reason:
        raise Refused("no-reason", N_("Write why the data is erased: the report keeps the reason."))
    steps = _steps_of(kind, subjects)
    goes = _rename(kind.key, subjects, on) + _run(kind.key, steps, subjects, at)
    return _kept(kind, _Done(on, reason, subjects, (), goes, asked), actor=actor, at=at)


@dataclass(frozen=True)
class _Done:
    on: date
    motive: str
    subjects: Sequence[Subject]
    held: Sequence[Subject]
    goes: Sequence[tuple[str, int]]
    asked: dict[str, str] = field(default_factory=dict)


def _plan(key: str, on: date, only: int | None) -> tuple[DataClass, list[Subject], list[Subject], list[Step], int]:
    kind = kind_named(key)
    months = months_of(kind, chosen_months())
    if months is None:
        raise Refused(
            "no-duration",
            N_(
                "No duration is in force for this kind of data: it is kept, or the cooperative has to choose one first."
            ),
        )
    if kind.key not in OF_PEOPLE:
        return kind, [], [], steps_due(kind.key, months, on), 0
    found = [one for one in subjects_due(kind.key, months, on) if only is None or one.id == only]
    held, free = [one for one in found if one.held], [one for one in found if not one.held]
    subjects = free[:AT_ONCE]
    return kind, subjects, held, _steps_of(kind, subjects), len(free) - len(subjects)


def _steps_of(kind: DataClass, subjects: Sequence[Subject]) -> list[Step]:
    """What goes of these people: their contacts, and the identity with all that names it where its time has come."""
    if not subjects:
        return []
    first = identity_steps(subjects) if kind.key in PSEUDONYMS else []
    return [*first, *contact_steps(subjects)]


def _rename(key: Key, subjects: Sequence[Subject], on: date) -> list[tuple[str, int]]:
    """Make each record a number; the legal register alone keeps the names of who was a member."""
    if key not in PSEUDONYMS:
        return []
    by_id = {one.id: one for one in subjects}
    everybody = db.session.execute(select(Person).where(Person.id.in_(with_doubles(by_id)))).scalars()
    count = 0
    for person in everybody:
        subject = by_id.get(person.id) or by_id[person.merged_into_id or 0]
        if key is Key.IDENTITY and person.erased_on is None:
            db.session.add(_archived(person, on))
        _blank(person, PSEUDONYMS[key].format(number=subject.number, id=subject.id), on)
        count += 1
    db.session.flush()
    return [(RECORD, count)]


def _archived(person: Person, on: date) -> RegisterIdentity:
    names = ("first_names", "last_name", "usual_first_name", "usage_name", "street", "postcode", "town", "country")
    return RegisterIdentity(person_id=person.id, kept_since=on, **{name: getattr(person, name) for name in names})


def _blank(person: Person, pseudonym: str, on: date) -> None:
    for name in ("first_names", "usual_first_name", "usage_name", "filed_under", "street", "postcode", "town"):
        setattr(person, name, "")
    person.last_name, person.country, person.erased_on = pseudonym, "FR", on
    person.born_on = person.emancipated_on = person.deceased_on = person.post_returned_on = None


def _run(key: Key, steps: Sequence[Step], subjects: Sequence[Subject], at: datetime) -> list[tuple[str, int]]:
    """Do the steps, then close the accounts and refresh the keys by which records are found."""
    people = with_doubles([one.id for one in subjects if one.kind == "person"])
    accounts = closable_accounts(people) if people else []
    closed = [_close(one.id, at) for one in accounts]
    goes = [(step.label, step.do()) for step in steps]
    if closed:
        goes.append((N_("Accounts to sign in, closed"), len(closed)))
    if key in OF_PEOPLE:
        _refresh(people, [one.id for one in subjects if one.kind == "organisation"])
    return [one for one in goes if one[1]]


def _close(account_id: int, at: datetime) -> int:
    """Nobody signs in with it any more, and it bears no name and no address."""
    account = db.session.get_one(Account, account_id)
    account.email, account.name = f"compte-{account.id}@efface.invalid", f"Compte n° {account.id}"
    account.password_hash, account.disabled_at = None, account.disabled_at or at
    db.session.flush()
    return account_id


def _refresh(people: Sequence[int], bodies: Sequence[int]) -> None:
    for person in db.session.execute(select(Person).where(Person.id.in_(people))).scalars():
        write_keys(person, ())
    for body in db.session.execute(select(Organisation).where(Organisation.id.in_(bodies))).scalars():
        write_keys(body, ())
    db.session.flush()


def _kept(kind: DataClass, done: _Done, *, actor: Actor, at: datetime) -> ErasureAct:
    """The report, as data and as an archived paper; it names records by number only."""
    number = 1 + int(db.session.execute(select(func.coalesce(func.max(ErasureAct.number), 0))).scalar_one())
    report = report_of(kind, done)
    paper = _paper_data(kind, report, done) | {"number": number, "author": actor.name}
    title = f"Rapport d’effacement n° {number}"
    document = issue(DocumentDraft(REPORT, "privacy:0", title, "effacement", paper), actor=actor, at=at)
    act = ErasureAct(
        number=number,
        key=kind.key,
        on_day=done.on,
        motive=done.motive,
        report=report,
        document_id=document.id,
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(act)
    db.session.flush()
    told = {"number": number, "key": kind.key, "count": report["count"], "motive": done.motive}
    audit.record(PrivacyTag.DATA_ERASED, f"erasure:{number}", actor=actor, at=at, details=told)
    return act


def report_of(kind: DataClass, done: _Done) -> dict[str, Any]:
    """The report as data: sentences are msgids, to be said in the reader's language."""
    rows = sum(number for _label, number in done.goes)
    return {
        "format": "scic-erasure/1",
        "kind": kind.key,
        "source": kind.source,
        "count": len(done.subjects) or rows,
        "goes": [{"what": label, "count": number} for label, number in done.goes],
        "stays": list(kind.stays),
        "records": [{"kind": one.kind, "id": one.id, "number": one.number} for one in done.subjects],
        "held": [{"number": one.number, "id": one.id, "why": one.held} for one in done.held],
        **({"request": done.asked} if done.asked else {}),
    }


KEPT_UNTIL = N_("%(what)s: kept until %(day)s (%(source)s).")


def kept_by_law(asked: dict[str, str], lang: str) -> list[str]:
    """What a request could not make go, in a sentence; nothing where all went."""
    if "until" not in asked:
        return []
    values = {"what": sentence(lang, asked["kept"]), "day": date.fromisoformat(asked["until"])}
    return [sentence(lang, KEPT_UNTIL, values | {"source": asked["kept_by"]})]


def _paper_data(kind: DataClass, report: dict[str, Any], done: _Done) -> dict[str, Any]:
    def said(text: str) -> str:
        return sentence("fr", text)

    return {
        "cooperative": company_data(statutes_for_paper(done.on), done.on),
        "on": done.on,
        "title": said(kind.title),
        "what": said(kind.what),
        "source": kind.source,
        "motive": done.motive,
        "goes": [[said(one["what"]), one["count"]] for one in report["goes"]],
        "stays": [*kept_by_law(done.asked, "fr"), *(said(one) for one in kind.stays)],
        "records": [str(one["number"] or one["id"]) for one in report["records"]],
        "held": [[str(one["number"] or one["id"]), said(one["why"])] for one in report["held"]],
    }
