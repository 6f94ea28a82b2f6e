"""Tree to text: the same TOML, with what the law says where the statutes are silent, each marked `# (law)`.

`parse(show(statutes))` is the same statutes: a marked value is read back as silence, as long as it is the law's.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from fractions import Fraction
from typing import Any

import tomlkit
from tomlkit.items import AoT, InlineTable, Item, Table

from statutes.rules.faults import joined
from statutes.rules.parse import LAW_MARK
from statutes.rules.ratios import Ratio
from statutes.rules.schema import default_of
from statutes.rules.settled import Settled, settle
from statutes.rules.tree import Statutes


def show(statutes: Statutes) -> str:
    """The statutes as a file of their own format.

    A silent SA shows `notice_days = 15 # (law)` for its ordinary assembly (C. com. art. R225-69).

    >>> from statutes.rules.worked import saying
    >>> "notice_days = 15 # (law)" in show(saying(form="SA")), "notice_days" in show(saying(form="SAS"))
    (True, False)
    """
    document = tomlkit.document()
    settled = settle(statutes)
    _fill(document, settled.statutes, "", settled)
    return tomlkit.dumps(document)


def _fill(container: Any, table: Any, path: str, settled: Settled) -> None:
    for one in fields(table):
        value, where = getattr(table, one.name), joined(path, one.name)
        shape = one.metadata["shape"]
        if value is None or (shape != "value" and value == default_of(one)):
            continue
        if shape == "section":
            container.add(one.name, _section(value, where, settled))
        elif shape == "entries":
            container.add(one.name, _entries(value, where, settled))
        else:
            container.add(one.name, _marked(_item(value), settled.is_law(where)))


def _marked(item: Item, law: bool) -> Item:
    return item.comment(LAW_MARK) if law else item


def _section(value: Any, path: str, settled: Settled) -> Table:
    has_own_keys = any(one.metadata["shape"] != "section" for one in fields(value))
    table = tomlkit.table(is_super_table=not has_own_keys)
    _fill(table, value, path, settled)
    return table


def _entries(values: tuple[Any, ...], path: str, settled: Settled) -> AoT:
    several = tomlkit.aot()
    for index, value in enumerate(values):
        table = tomlkit.table()
        _fill(table, value, f"{path}[{index}]", settled)
        several.append(table)
    return several


def _item(value: Any) -> Item:
    """The TOML item of a clause: whole numbers as they are, fractions and times as text, small tables on one line."""
    if isinstance(value, bool | int | date):
        return tomlkit.item(value)
    if isinstance(value, tuple):
        several = tomlkit.array()
        several.extend(_item(one) for one in value)
        return several
    pairs = _pairs(value)
    return tomlkit.item(_word(value)) if pairs is None else _inline(pairs)


def _word(value: Any) -> str | int:
    if isinstance(value, Fraction) and not isinstance(value, Ratio):
        return int(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _pairs(value: Any) -> dict[str, Any] | None:
    if isinstance(value, Mapping):
        return dict(value)
    if not is_dataclass(value):
        return None
    return {one.name: held for one in fields(value) if (held := getattr(value, one.name)) is not None}


def _inline(pairs: dict[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update({key: _item(held) for key, held in pairs.items()})
    return table
