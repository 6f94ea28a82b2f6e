"""Putting a cooperative into the database of the application at hand, in one transaction."""

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from benchmarks.cooperative import ledger, register
from benchmarks.cooperative.acts import Play
from benchmarks.cooperative.bulk import Row, write
from benchmarks.cooperative.lives import BEGUN, Life, lives
from foundation.accounts.models import Account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.statistics import refresh_statistics
from membership.models.applications import Application, ApplicationFact
from membership.models.facts import (
    AccessFact,
    CategoryFact,
    CollegeFact,
    ConsentFact,
    MembershipFact,
    RepresentativeFact,
)
from membership.models.identity import Organisation, Person
from membership.models.keeping import EmploymentFact
from membership.models.members import Member
from shares.models import LossStatement, RefundRequest, ShareMovement, ShareOperation
from statutes.services import adopt

STATUTES = Path(__file__).parents[2] / "statutes" / "examples" / "pole.toml"
WAITING = 200  # a candidate waits for so many members


def plant(size: int) -> int:
    """Write a cooperative of `size` members into an empty, migrated database; how many movements it has. No commit."""
    text = STATUTES.read_text(encoding="utf-8").replace("effective_on = 2024-01-01", f"effective_on = {BEGUN}")
    adopt(text, SYSTEM, ledger.recorded(BEGUN))
    everybody = lives(size)
    _register(everybody, max(1, size // WAITING))
    movements = _journal(Play(everybody))
    refresh_statistics(db.session.connection())
    return movements


def _register(everybody: list[Life], waiting: int) -> None:
    found = register.people(everybody)
    requests, steps = register.candidates(found, waiting)
    write(Person, found.persons)
    write(Organisation, found.organisations)
    write(Member, found.members)
    write(Account, found.accounts)
    write(AccessFact, found.accesses)
    write(RepresentativeFact, _numbered(found.mandates))
    write(EmploymentFact, _numbered(found.employments))
    write(MembershipFact, _numbered(register.membership_facts(everybody)))
    write(CategoryFact, _numbered(register.place_facts(everybody, "category")))
    write(CollegeFact, _numbered(register.place_facts(everybody, "college")))
    write(ConsentFact, _numbered(register.consents(everybody)))
    write(Application, requests)
    write(ApplicationFact, _numbered(steps))


def _journal(play: Play) -> int:
    acts = play.acts()
    claims = ledger.claim_ids(play)
    write(RefundRequest, ledger.claim_rows(play, claims))
    write(LossStatement, ledger.loss_rows())
    operations = list(ledger.operations(acts, claims))
    write(ShareOperation, operations)
    return write(ShareMovement, ledger.movements(acts, operations))


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """Facts bear their place in the order in which they are written; here, the order of the members."""
    return ({"id": number, **row} for number, row in zip(count(1), rows, strict=False))
