"""Statutes for tests: the three examples, changed key by key."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

import statutes
from statutes.rules.parse import parse
from statutes.rules.paths import steps
from statutes.rules.tree import Statutes

EXAMPLES = Path(statutes.__file__).parent / "examples"
GONE = object()


def example(name: str = "pole") -> str:
    """The text of an example: pole (SAS, five colleges), sa, sarl."""
    return (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")


def text_with(changes: dict[str, Any] | None = None, *, of: str = "pole") -> str:
    """An example with other values; GONE takes a key away, a missing table is made."""
    data = tomllib.loads(example(of))
    for path, value in (changes or {}).items():
        _change(data, steps(path), value)
    return tomlkit.dumps(data)


def statutes_with(changes: dict[str, Any] | None = None, *, of: str = "pole") -> Statutes:
    """The same, read."""
    return parse(text_with(changes, of=of))


def pole_text(effective_on: date = date(2024, 1, 1), **changes: Any) -> str:
    """The statutes of the demo pole, in force from a day."""
    return text_with({"effective_on": effective_on, **changes})


def _change(data: Any, path: list[str | int], value: Any) -> None:
    *way, last = path
    for step in way:
        data = data.setdefault(step, {}) if isinstance(step, str) else data[step]
    if value is GONE:
        del data[last]
    else:
        data[last] = value
