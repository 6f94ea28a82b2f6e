"""To whom a question is put where that is not everybody: the sentence of every page, and of the papers in French."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from foundation.kernel.ratio import format_ratio
from foundation.kernel.sentences import N_

ASKED = "asked"
ALONE = N_("Put to the college %(college)s alone: one member, one vote.")
SEVERAL = N_(
    "Put to these colleges only: %(colleges)s. Their weights in the statutes are taken in proportion, so that they sum to "
    "1: %(weights)s."
)
PLANNED_SEVERAL = N_(
    "Put to these colleges only: %(colleges)s. Their weights in the statutes are taken in proportion, so that they sum to 1."
)


@dataclass(frozen=True)
class AskedSaid:
    """The sentence and its values, as a template says them (`box.asked|said`)."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


def asked_of_box(paper: Mapping[str, Any], colleges: Sequence[Mapping[str, Any]]) -> AskedSaid | None:
    """To whom an opened vote is put, with the weights of its count; None: to everybody.

    >>> asked_of_box({"asked": [{"id": "a", "name": "Salariés"}]}, ()).values
    {'college': 'Salariés'}
    """
    asked = paper.get(ASKED, ())
    if len(asked) < 2:
        return AskedSaid(ALONE, {"college": asked[0]["name"]}) if asked else None
    weights = ", ".join(f"{one['name']} {format_ratio(Fraction(one['weight']))}" for one in colleges)
    return AskedSaid(SEVERAL, {"colleges": ", ".join(one["name"] for one in asked), "weights": weights})


def asked_of_names(names: Sequence[str]) -> AskedSaid | None:
    """To whom a question will be put; None: to everybody.

    >>> asked_of_names([]) is None, asked_of_names(["Salariés"]).values
    (True, {'college': 'Salariés'})
    """
    if len(names) < 2:
        return AskedSaid(ALONE, {"college": names[0]}) if names else None
    return AskedSaid(PLANNED_SEVERAL, {"colleges": ", ".join(names)})


def asked_in_french(asked: AskedSaid | None) -> str:
    """The same on paper, whose language is French; empty where everybody is asked.

    >>> asked_in_french(asked_of_names(["Salariés"]))[:41]
    'Question soumise au seul collège Salariés'
    """
    if asked is None:
        return ""
    values = asked.values
    if asked.message == ALONE:
        return f"Question soumise au seul collège {values['college']}\u202f: un membre, une voix."
    weights = f"\u202f: {values['weights']}" if "weights" in values else ""
    return (
        f"Question soumise à ces seuls collèges\u202f: {values['colleges']}. Leurs poids dans les statuts sont pris en "
        f"proportion pour que leur somme fasse 1{weights}."
    )
