"""Which letters and papers there are: `scic/wordings.py` lists them, the application carries the list."""

from collections.abc import Iterable

from flask import Flask, current_app

from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.wording.rules.letters import Wording

ROOM = "wordings"


def install_wordings(app: Flask, wordings: Iterable[Wording]) -> None:
    """Give the application its letters; two of one name are a programming error."""
    known: dict[str, Wording] = {}
    for one in wordings:
        if one.name in known:
            raise ValueError(f"two letters are called {one.name}")
        known[one.name] = one
    app.extensions[ROOM] = known


def all_wordings() -> dict[str, Wording]:
    """Every letter and paper, by name, in the order of the list."""
    known: dict[str, Wording] = current_app.extensions.get(ROOM, {})
    return known


def wording_named(name: str) -> Wording:
    """The letter of that name; NotFound where there is none."""
    found = all_wordings().get(name)
    if found is None:
        raise NotFound("wording", N_("There is no such letter."))
    return found
