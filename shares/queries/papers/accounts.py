"""Two lists more, of people rather than of the register: every individual account, and who waits to become a member."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.applications import Application
from membership.models.identity import Organisation, Person, RegisterIdentity
from membership.models.members import Member
from membership.queries.applications import ApplicationView, views_of
from membership.queries.archived import NAMES, register_names
from membership.rules.applications import ApplicationEvent, ApplicationState
from membership.rules.names import PersonName, formal_name
from shares.models import ShareMovement, ShareOperation
from shares.queries.papers.company import category_words, college_words, statutes_for_paper
from shares.queries.papers.lists import Column, PaperList, Row
from shares.queries.positions import known
from shares.rules.paper_words import KIND_WORDS
from shares.rules.positions import AMOUNTS, NOTHING, Position
from statutes.rules.tree import Statutes

STATES = {ApplicationState.OPEN: "En attente de décision", ApplicationState.ACCEPTED: "Acceptée, sans effet encore"}


def _accounts(on: date, known_at: datetime | None) -> Iterator[Row]:
    """Every movement of every account, with what is held after it; one statement, streamed."""
    statement = (
        select(
            Member.number.label("holder"),
            *register_names(),
            Organisation.name.label("organisation"),
            *(getattr(ShareMovement, name) for name in ("number", "effective_on", "kind", "nominal_cents", *AMOUNTS)),
            ShareOperation.decision,
        )
        .join(ShareMovement, ShareMovement.member_id == Member.id)
        .join(ShareOperation, ShareOperation.id == ShareMovement.operation_id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(RegisterIdentity, RegisterIdentity.person_id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .where(known(on, known_at))
        .order_by(Member.number, ShareMovement.effective_on, ShareMovement.number)
        .execution_options(yield_per=1000)
    )
    holder, held = 0, NOTHING
    with db.session.execute(statement) as rows:
        for row in rows.mappings():
            change = Position(*(int(row[name]) for name in AMOUNTS))
            held = change if row["holder"] != holder else held.plus(change)
            holder = row["holder"]
            name = (
                row["organisation"] if row["last_name"] is None else formal_name(PersonName(*(row[n] for n in NAMES)))
            )
            nominal = Money(row["nominal_cents"]) if row["nominal_cents"] else None
            what = (
                row["number"],
                row["effective_on"],
                KIND_WORDS[row["kind"]],
                row["decision"],
                change.shares,
                nominal,
            )
            amounts = (change.subscribed, change.paid, change.owed)
            yield (holder, str(name), *what, *amounts, held.shares, held.paid)


def _candidates(on: date, known_at: datetime | None) -> Iterator[Row]:
    """Who asked to join and is neither member nor refused on the day, the first received first; three statements."""
    statutes = statutes_for_paper(on)
    order = (Application.received_on, Application.id)
    asked = db.session.execute(select(Application).where(Application.received_on <= on).order_by(*order)).scalars()
    views = [_as_known(one, on, known_at) for one in views_of(list(asked))]
    ahead = _paid_ahead(on, known_at)
    for one in views:
        if one.is_open and any(fact.shares is not None for fact in one.steps):
            yield _candidate(statutes, one, ahead.get(one.id, Money(0)))


def _as_known(view: ApplicationView, on: date, known_at: datetime | None) -> ApplicationView:
    facts = (one for one in view.facts if one.effective_on <= on)
    return ApplicationView(
        view.application, tuple(one for one in facts if known_at is None or one.recorded_at <= known_at)
    )


def _candidate(statutes: Statutes, view: ApplicationView, ahead: Money) -> Row:
    party, terms, decided = view.party, view.terms, view.step(ApplicationEvent.ACCEPTED)
    name = party.register_name if isinstance(party, Person) else party.name
    category, shares = terms.category or "", terms.shares or 0
    price = (statutes.shares.nominal_by_category or {}).get(category, statutes.shares.nominal_cents)
    group = (category_words(statutes, category), college_words(statutes, terms.college))
    state = (STATES[view.state], decided.decision if decided else "")
    return (
        view.id,
        view.application.received_on,
        name,
        party.address,
        *group,
        shares,
        Money(price) * shares,
        ahead,
        *state,
    )


def _paid_ahead(on: date, known_at: datetime | None) -> dict[int, Money]:
    """The money of candidates that came before the decision and still stands, by request; one statement."""
    statement = (
        select(ShareMovement.application_id, func.sum(ShareMovement.advance_cents))
        .where(known(on, known_at), ShareMovement.application_id.is_not(None))
        .group_by(ShareMovement.application_id)
    )
    return {int(row[0]): Money(int(row[1])) for row in db.session.execute(statement) if row[0] is not None}


def _money(label: str) -> Column:
    return Column(label, millimetres=22, end=True)


ACCOUNTS = PaperList(
    "Comptes individuels d’associés",
    "C. com. art. L228-1, R228-9",
    (
        Column("N°", millimetres=11, end=True),
        Column("Titulaire", wide=5),
        Column("N° d’ordre", millimetres=13, end=True),
        Column("Date d’effet", millimetres=19),
        Column("Nature", wide=3),
        Column("Décision", wide=3),
        Column("Parts", millimetres=13, end=True),
        Column("Valeur nominale", millimetres=17, end=True),
        _money("Souscrit"),
        _money("Libéré"),
        _money("À rembourser"),
        Column("Parts détenues", millimetres=16, end=True),
        _money("Libéré en tout"),
    ),
    (6, 8, 9, 10),
    _accounts,
)
CANDIDATES = PaperList(
    "Liste des candidats à l’adhésion",
    "loi 47-1775 art. 7 et 19 septies",
    (
        Column("Demande n°", millimetres=17, end=True),
        Column("Reçue le", millimetres=20),
        Column("Candidat", wide=5),
        Column("Domicile ou siège", wide=5),
        Column("Catégorie demandée", wide=3),
        Column("Collège", wide=3),
        Column("Parts", millimetres=13, end=True),
        _money("Montant"),
        _money("Versé d’avance"),
        Column("État", wide=3),
        Column("Décision", wide=3),
    ),
    (6, 7, 8),
    _candidates,
)
