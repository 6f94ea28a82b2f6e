"""Is the membership still that of a SCIC? Three categories, two of them mandatory, none empty (rules 1 to 4, 10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class Alert:
    """One thing wrong or nearly so with the membership; `severity` is "critical" or "warns"."""

    rule: int
    severity: str
    message: str
    values: Mapping[str, object]
    source: str


def composition_alerts(statutes: Statutes, counts: Mapping[str | None, int]) -> list[Alert]:
    """What the members of a day, counted by category, lack to make a SCIC.

    Three categories with a member each; among them beneficiaries, and employees or (without any employee) producers.
    Source: loi 47-1775 art. 19 septies.
    Example: with 40 beneficiaries, 1 employee, 3 volunteers: one warning (rule 4), the employee is the only one.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> kinds = ("beneficiaries", "employees", "volunteers")
    >>> needed |= {"categories": tuple(Category(id=kind, kind=kind) for kind in kinds)}
    >>> counts = {"beneficiaries": 40, "employees": 1, "volunteers": 3}
    >>> [(one.rule, one.severity) for one in composition_alerts(Statutes(legal_form="SAS", **whole, **needed), counts)]
    [(4, 'warns')]
    """
    by_kind: dict[str, int] = {}
    for category in statutes.categories:
        by_kind[category.kind or "other"] = by_kind.get(category.kind or "other", 0) + counts.get(category.id, 0)
    alive = sum(1 for category in statutes.categories if counts.get(category.id, 0))
    alerts = []
    if alive < law.MINIMUM_CATEGORIES:
        alerts.append(
            _critical(
                1,
                N_(
                    "Categories with a member: %(alive)s, of at least %(least)s in a SCIC. Admit members in the "
                    "empty ones, or the board calls an extraordinary assembly to regularise."
                ),
                alive=alive,
                least=law.MINIMUM_CATEGORIES,
            )
        )
    alerts += _mandatory_alerts(by_kind)
    return alerts


def _mandatory_alerts(by_kind: Mapping[str, int]) -> list[Alert]:
    beneficiaries = by_kind.get("beneficiaries", 0)
    workers = by_kind.get("employees", 0) or by_kind.get("producers", 0)
    alerts = []
    if not beneficiaries:
        alerts.append(
            _critical(
                2,
                N_("No member is a beneficiary of the activity; this category is mandatory. Admit one, or regularise."),
            )
        )
    if not workers:
        alerts.append(
            _critical(
                3,
                N_(
                    "No member is an employee (nor, in a cooperative without employees, a producer); this category is "
                    "mandatory. Admit one, or regularise."
                ),
            )
        )
    if 1 in (beneficiaries, workers):
        alerts.append(
            Alert(
                4,
                "warns",
                N_("Only one member is left in a mandatory category: if this member leaves, the SCIC must regularise."),
                {},
                law.ART_CATEGORIES,
            )
        )
    return alerts


def _critical(rule: int, message: str, **values: object) -> Alert:
    return Alert(rule, "critical", message, values, law.ART_CATEGORIES)


def check_room(statutes: Statutes, members: int, override: str = "") -> None:
    """Refuse the 101st member of a SARL, unless a reason is written down.

    Above one hundred the company has a year to regularise, or it is dissolved.
    Source: C. com. art. L223-3 (rule 10).
    Example: a SARL of 100 members refuses the next admission; a SAS never does.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> check_room(Statutes(legal_form="SAS", **whole, **needed), 100)
    >>> check_room(Statutes(legal_form="SARL", **whole, **needed), 100)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: A SARL has at most 100 members and there are 100...
    """
    if statutes.legal_form != "SARL" or members < law.SARL_MAXIMUM_MEMBERS or override.strip():
        return
    raise Refused(
        "sarl-full",
        N_(
            "A SARL has at most %(most)s members and there are %(members)s: above that it has one year to change its "
            "form, or it is dissolved. If this admission was decided all the same, write why."
        ),
        rule=10,
        source=law.ART_SARL_MEMBERS,
        most=law.SARL_MAXIMUM_MEMBERS,
        members=members,
    )
