"""What taking a sheet of movements in would bring about as a whole; four statements for any sheet."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import written
from membership.models.identity import Organisation
from membership.models.members import Member
from membership.rules.eligibility import category_named
from membership.rules.legal_forms import LOCAL_PUBLIC_FORMS
from shares.queries.capital import capital_changes
from shares.queries.positions import public_capital_on
from shares.rules.positions import Position
from shares.rules.sheet_books import Books
from shares.rules.sheet_drafts import Draft
from shares.rules.sheet_lines import Holders
from shares.rules.sheet_remarks import Held, account_remarks, capital_remarks
from spreadsheets.rules.outcomes import Remark
from statutes.queries import version_on
from statutes.rules.tree import Statutes

NO_KIND: tuple[str, int | None] = ("", None)


def remarks_of(drafts: Sequence[Draft], books: Books, holders: Holders, today: date) -> tuple[Remark, ...]:
    """What would not be in order once these operations are written, by the statutes of today."""
    version = version_on(today)
    if version is None or not drafts:
        return ()
    kinds = _organisations()
    legs = [(one.wanted.on, leg) for one in drafts for leg in one.legs]
    changes = [*capital_changes(), *((on, leg.subscribed_cents, leg.paid_cents) for on, leg in legs)]
    public = public_capital_on(today).cents + sum(
        leg.subscribed_cents for _on, leg in legs if kinds.get(leg.member_id or 0, NO_KIND)[0] in LOCAL_PUBLIC_FORMS
    )
    touched = sorted({leg.member_id for _on, leg in legs if leg.member_id is not None})
    held = [
        _held(
            member, version.statutes, holders, after=books.position(member, today), size=kinds.get(member, NO_KIND)[1]
        )
        for member in touched
    ]
    found = [
        *capital_remarks(version.statutes, changes, Money(public)),
        *account_remarks(version.statutes, [one for one in held if one]),
    ]
    return tuple(
        Remark(one.message, {name: written("fr", value) for name, value in one.values.items()}, one.source, one.rule)
        for one in found
    )


def _held(member_id: int, statutes: Statutes, holders: Holders, *, after: Position, size: int | None) -> Held | None:
    """One holder of today; None for who holds nothing, or stands in no category of these statutes."""
    holder = holders.by_id.get(member_id)
    if holder is None or after.shares <= 0:
        return None
    try:
        return Held(holder.label, category_named(statutes, holder.category), size, after)
    except Refused:
        return None


def _organisations() -> dict[int, tuple[str, int | None]]:
    """Legal form and size of each member that is an organisation."""
    statement = select(Member.id, Organisation.legal_form, Organisation.size)
    rows = db.session.execute(statement.join(Organisation, Organisation.id == Member.organisation_id))
    return {row.id: (row.legal_form, row.size) for row in rows}
