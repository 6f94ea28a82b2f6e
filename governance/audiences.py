"""Lists of members that an assembly knows: those who were convened to it."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from governance.models import NoticeSending
from membership.audiences import audience


@audience("convoques", title=N_("Those who were convened to the assembly"), params=("assemblee",))
def convened(params: Mapping[str, str], _on: date) -> Collection[int]:
    """The members to whom the notice of an assembly was sent."""
    number = params.get("assemblee", "")
    if not (number.isdecimal() and number.isascii() and len(number) < 10):
        return []
    wanted = select(NoticeSending.member_id).where(NoticeSending.assembly_id == int(number))
    return db.session.execute(wanted).scalars().all()
