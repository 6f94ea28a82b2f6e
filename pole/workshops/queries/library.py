"""The public library: works searched by words, kind and theme, a page at a time."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from foundation.documents.models import Deposit
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from foundation.web.rules.paging import pages_for
from pole.workshops.models import Production

PAGE = 20


@dataclass(frozen=True)
class Shelf:
    """One page of the library; `files`: the deposit of each work that has one, by its id."""

    works: list[Production]
    total: int
    page: int
    themes: list[str]
    files: dict[int, Deposit]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return pages_for(self.total, PAGE)


def shelf(*, words: str = "", kind: str = "", theme: str = "", page: int = 1, withdrawn: bool = False) -> Shelf:
    """Works that hold every word, newest first; those that were taken out only where asked. Four statements."""
    conditions: list[ColumnElement[bool]] = [
        Production.search_key.contains(word, autoescape=True) for word in sort_key(words).split()
    ]
    if kind:
        conditions.append(Production.kind == kind)
    if theme:
        conditions.append(Production.theme == theme)
    there = Production.withdrawn_at.is_(None)
    if not withdrawn:
        conditions.append(there)
    total = db.session.execute(select(func.count()).select_from(Production).where(*conditions)).scalar_one()
    page = max(1, min(page, pages_for(total, PAGE)))
    wanted = select(Production).where(*conditions).order_by(Production.published_on.desc(), Production.id.desc())
    works = list(db.session.execute(wanted.limit(PAGE).offset((page - 1) * PAGE)).scalars())
    themes = select(Production.theme).where(there, Production.theme != "").distinct().order_by(Production.theme)
    return Shelf(works, total, page, list(db.session.execute(themes).scalars()), files_of(works))


def files_of(works: list[Production]) -> dict[int, Deposit]:
    """By id, the files of these works, without their bytes; one statement."""
    ids = [one.deposit_id for one in works if one.deposit_id]
    return {one.id: one for one in db.session.execute(select(Deposit).where(Deposit.id.in_(ids))).scalars()}


def production_or_404(production_id: int, *, withdrawn: bool = False) -> Production:
    """The work; NotFound where there is none, or where it was taken out and the reader does not keep the library."""
    found = db.session.get(Production, production_id)
    if found is None or (found.withdrawn_at is not None and not withdrawn):
        raise NotFound("production", N_("The library holds no such work. Search it."))
    return found
