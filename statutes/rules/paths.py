"""Places in the tree by their path: `assemblies.ordinary.notice_days`, `bodies[0].chair_casting_vote`."""

import re
from dataclasses import is_dataclass, replace
from typing import Any, Final, TypeVar

_STEP: Final = re.compile(r"([A-Za-z_]+)|\[([0-9]+)\]")
T = TypeVar("T")


def steps(path: str) -> list[str | int]:
    """A path cut into names and positions.

    >>> steps("bodies[0].seats")
    ['bodies', 0, 'seats']
    """
    return [int(index) if index else name for name, index in _STEP.findall(path)]


def value_at(tree: object, path: str) -> Any:
    """The value at `path`."""
    found: Any = tree
    for step in steps(path):
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found


def with_value(tree: T, path: str, value: object) -> T:
    """The same tree with another value at `path`."""
    changed: T = _changed(tree, steps(path), value)
    return changed


def _changed(node: Any, rest: list[str | int], value: object) -> Any:
    if not rest:
        return value
    step, *further = rest
    if isinstance(step, int):
        return (*node[:step], _changed(node[step], further, value), *node[step + 1 :])
    if not is_dataclass(node) or isinstance(node, type):
        raise KeyError(step)
    return replace(node, **{step: _changed(getattr(node, step), further, value)})
