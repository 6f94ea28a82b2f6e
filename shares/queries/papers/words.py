"""The free paragraphs of a paper, in the words of the cooperative; what the law asks for stands in the template."""

from collections.abc import Mapping
from typing import Any

from foundation.web.language import speaking
from foundation.wording.filling import said_fields
from foundation.wording.queries import own_parts
from foundation.wording.registry import all_wordings
from foundation.wording.rules.marking import as_data, filled, read


def free_paragraphs(paper: str, data: Mapping[str, Any], given: Mapping[str, object]) -> dict[str, Any]:
    """The data of a paper with the paragraphs in force before (`own_opening`) and after (`own_closing`) its text.

    `given`: what the fields say of this reader. One statement; a paper without words of ours is as it was.
    """
    wording = all_wordings().get(paper)
    own = own_parts(paper).get("fr") if wording else None
    if wording is None or own is None:
        return dict(data)
    house = {"cooperative_name": data["cooperative"]["name"], "cooperative_email": data["cooperative"]["email"]}
    with speaking("fr"):
        values = said_fields(wording.fields, {**house, **given})
    return dict(data) | {f"own_{name}": as_data(filled(read(text), values)) for name, text in own.items()}
