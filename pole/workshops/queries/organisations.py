"""Organisations of the directory as workshops name them: the name of the register where they stand in it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from foundation.kernel.collation import by_code_point
from foundation.kernel.db import db
from membership.models.identity import Organisation
from pole.actors.models import Actor


@dataclass(frozen=True)
class Named:
    """An organisation: its name, where it works, and its level in the social economy where it has one."""

    id: int
    name: str
    territory: str
    ess_level: int | None

    @property
    def is_base(self) -> bool:
        """Whether it is a base organisation: level 0 of the study."""
        return self.ess_level == 0


def organisations(ids: Collection[int] | None = None) -> dict[int, Named]:
    """By id, these organisations (None: all that still act), in the order of their names; one statement."""
    name = func.coalesce(Organisation.name, Actor.name)
    wanted = (
        select(Actor.id, name, Actor.territory, Actor.ess_level)
        .outerjoin(Organisation, Organisation.id == Actor.organisation_id)
        .order_by(by_code_point(Actor.sort_key), Actor.id)
    )
    wanted = wanted.where(Actor.closed_at.is_(None)) if ids is None else wanted.where(Actor.id.in_(ids))
    return {row[0]: Named(*row) for row in db.session.execute(wanted)}
