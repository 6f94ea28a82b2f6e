"""The names and the domicile that the legal register keeps, also of former members who were pseudonymised."""

from typing import Any

from sqlalchemy import func

from membership.models.identity import Organisation, Person, RegisterIdentity

NAMES = ("first_names", "last_name", "usual_first_name", "usage_name")
PLACE = ("street", "postcode", "town", "country")


def register_names() -> list[Any]:
    """SQL columns, for a statement that joins `Person` and `RegisterIdentity` (C. com. art. R228-9)."""
    return [func.coalesce(getattr(RegisterIdentity, name), getattr(Person, name)).label(name) for name in NAMES]


def register_places() -> list[Any]:
    """SQL columns of the domicile, for a statement that joins `Organisation` too."""
    return [
        func.coalesce(*(getattr(one, name) for one in (RegisterIdentity, Person, Organisation))).label(name)
        for name in PLACE
    ]
