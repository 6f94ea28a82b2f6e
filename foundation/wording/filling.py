"""From the data of a letter to what its fields say, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping

from foundation.web import filters
from foundation.wording.rules.fields import Field, Shown

WRITTEN: dict[Shown, Callable[..., str]] = {
    Shown.TEXT: str,
    Shown.LINK: str,
    Shown.NUMBER: filters.number,
    Shown.DAY: filters.day,
    Shown.MOMENT: filters.moment,
    Shown.EUROS: filters.euros,
}


def said_fields(fields: Iterable[Field], given: Mapping[str, object]) -> dict[str, str]:
    """What each field says, in the language that is spoken now; what is not known says nothing."""
    return {field.key: said(field, given.get(field.source)) for field in fields}


def said(field: Field, value: object) -> str:
    """One value as its field writes it."""
    return "" if value is None or value == "" else WRITTEN[field.shown](value)
