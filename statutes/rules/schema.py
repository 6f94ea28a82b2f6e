"""The format declared once: a frozen dataclass is a table, its fields are the keys, each with its reader.

Reading and showing both walk these declarations, so that no key can be read and not shown.
"""

from dataclasses import MISSING, Field, field, fields
from difflib import get_close_matches
from typing import Any, Final

from foundation.kernel.sentences import N_
from statutes.rules.faults import Faults, joined, quoted
from statutes.rules.readers import NOT_LIST, NOT_TABLE, Reader

UNKNOWN_KEY: Final = N_("This key is unknown: remove it, or correct its spelling.")
UNKNOWN_KEY_NEAR: Final = N_("This key is unknown: did you mean “%(nearest)s”?")
MISSING_KEY: Final = N_("This key is required: add it.")
MISSING_ENTRY: Final = N_("At least one entry is required here: add one.")
USED_TWICE: Final = N_("The identifier %(found)s is used twice: give each entry its own.")


def clause(reader: Reader, *, required: bool = False) -> Any:
    """A key of a table; None in the tree means "not written in the statutes"."""
    metadata = {"reader": reader, "required": required, "shape": "value"}
    return field(metadata=metadata) if required else field(default=None, metadata=metadata)


def inline(table: type) -> Any:
    """A key whose value is a small table on one line; None where it is not written."""
    return field(default=None, metadata={"reader": table_of(table), "required": False, "shape": "inline"})


def section(table: type, *, required: bool = False) -> Any:
    """A table of its own (`[shares]`); absent, it is as if it were empty."""
    metadata = {"reader": table_of(table), "required": required, "shape": "section"}
    return field(metadata=metadata) if required else field(default_factory=table, metadata=metadata)


def entries(table: type, *, required: bool = False) -> Any:
    """A list of tables (`[[colleges]]`), each with an `id` of its own."""
    metadata = {"reader": _entries_of(table, required=required), "required": required, "shape": "entries"}
    return field(metadata=metadata) if required else field(default=(), metadata=metadata)


def table_of(table: type) -> Reader:
    """Read a TOML table as `table`; every unknown, missing or wrong key is a fault with its path."""

    def read(value: Any, path: str, faults: Faults) -> Any:
        if not isinstance(value, dict):
            faults.add(path, NOT_TABLE, found=quoted(value))
            return None
        before = len(faults.found)
        known = {one.name: one for one in fields(table)}
        _note_unknown(value, known, path, faults)
        values = {name: _read_key(one, value, path, faults) for name, one in known.items() if _is_due(one, value)}
        return table(**values) if len(faults.found) == before else None

    return read


def _is_due(one: Field[Any], value: dict[str, Any]) -> bool:
    return one.name in value or bool(one.metadata["required"])


def _read_key(one: Field[Any], value: dict[str, Any], path: str, faults: Faults) -> Any:
    where = joined(path, one.name)
    if one.name in value:
        return one.metadata["reader"](value[one.name], where, faults)
    if one.metadata["shape"] == "section":
        return one.metadata["reader"]({}, where, faults)
    faults.add(where, MISSING_KEY)
    return None


def _note_unknown(value: dict[str, Any], known: dict[str, Field[Any]], path: str, faults: Faults) -> None:
    for key in value:
        if key in known:
            continue
        near = get_close_matches(key, known, n=1)
        if near:
            faults.add(joined(path, key), UNKNOWN_KEY_NEAR, nearest=near[0])
        else:
            faults.add(joined(path, key), UNKNOWN_KEY)


def _entries_of(table: type, *, required: bool) -> Reader:
    one = table_of(table)

    def read(value: Any, path: str, faults: Faults) -> tuple[Any, ...] | None:
        if not isinstance(value, list):
            faults.add(path, NOT_LIST, found=quoted(value))
            return None
        if required and not value:
            faults.add(path, MISSING_ENTRY)
            return None
        items = [one(item, f"{path}[{index}]", faults) for index, item in enumerate(value)]
        _note_duplicates(value, path, faults)
        return None if any(item is None for item in items) else tuple(items)

    return read


def _note_duplicates(value: list[Any], path: str, faults: Faults) -> None:
    seen: set[str] = set()
    for index, item in enumerate(value):
        name = item.get("id") if isinstance(item, dict) else None
        if not isinstance(name, str):
            continue
        if name in seen:
            faults.add(f"{path}[{index}].id", USED_TWICE, found=quoted(name))
        seen.add(name)


def default_of(one: Field[Any]) -> Any:
    """What a field is when its key is not written."""
    if one.default_factory is not MISSING:
        return one.default_factory()
    return None if one.default is MISSING else one.default
