"""A plan as the sheets of a workbook, in French: what `sheet_reading.py` reads back is the same plan, to the cent.

Sheets: Plan (settings), Charges, Postes, Matériel, Ressources, and Totaux, which says what they add up to so that a file
cut on its way is noticed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.money import Money
from pole.budget.rules.depreciation import annuities
from pole.budget.rules.plan import CostHead, Plan, ResourceKind, SkillForm
from pole.budget.rules.staffing import post_costs
from pole.budget.rules.totals import Totals, totals

PLAN, COSTS, POSTS, EQUIPMENT, RESOURCES, TOTALS = "Plan", "Charges", "Postes", "Matériel", "Ressources", "Totaux"
NEEDED = (PLAN, COSTS, POSTS, EQUIPMENT, RESOURCES)
KEY, LABEL, NOTE = "Repère", "Libellé", "Remarque"
HEAD, FORM, KIND, FUNDER = "Rubrique", "Forme", "Origine", "Financeur"
FULL_TIME, RAISE = "Coût à temps plein", "Augmentation annuelle (%)"
PRICE, IN_USE, USE = "Prix", "Mis en service le", "Durée (années)"
SETTING, VALUE, TOTAL = "Réglage", "Valeur", "Total"
TITLE, FIRST_YEAR, COUNT, CLOSING, RETAINED = (
    "Titre", "Première année", "Nombre d’années", "Mois de clôture", "Hypothèse retenue",
)  # fmt: skip
HYPOTHESIS = "Hypothèse"

HEAD_WORDS: dict[CostHead, str] = {
    CostHead.EXTERNAL: "Charges externes",
    CostHead.PERMANENT: "Personnel permanent",
    CostHead.OTHER_SKILLS: "Autres compétences",
    CostHead.DEPRECIATION: "Amortissements",
    CostHead.VOLUNTEERING: "Bénévolat valorisé",
}
FORM_WORDS: dict[SkillForm, str] = {
    SkillForm.FIXED_TERM: "Chargé de mission en CDD",
    SkillForm.SUBCONTRACTING: "Sous-traitance",
    SkillForm.TRAINEE: "Stage",
}
KIND_WORDS: dict[ResourceKind, str] = {
    ResourceKind.OWN: "Ressources propres",
    ResourceKind.FEES: "Cotisations des membres",
    ResourceKind.PUBLIC: "Financeurs publics",
    ResourceKind.PRIVATE: "Financeurs privés",
    ResourceKind.VOLUNTEERING: "Bénévolat valorisé",
}
COST_TOTAL, RESOURCE_TOTAL = "Total des charges", "Total des ressources"
Row = tuple[object, ...]


@dataclass(frozen=True)
class SheetOut:
    """One sheet: its name, its headings, its rows."""

    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def plan_sheets(plan: Plan) -> list[SheetOut]:
    """The sheets of a plan.

    >>> from pole.budget.rules.plan import Hypothesis
    >>> [sheet.title for sheet in plan_sheets(Plan("Plan", 2026, 4, 12, (Hypothesis("A", ""),), "A"))]
    ['Plan', 'Charges', 'Postes', 'Matériel', 'Ressources', 'Totaux']
    """
    years = tuple(str(year) for year in plan.years)
    shares = tuple(f"{code} {year}" for code in plan.codes for year in plan.years)
    return [
        SheetOut(PLAN, (SETTING, VALUE), tuple(_settings(plan))),
        SheetOut(COSTS, (KEY, HEAD, FORM, LABEL, NOTE, *years), tuple(_costs(plan))),
        SheetOut(POSTS, (KEY, LABEL, FULL_TIME, RAISE, *shares), tuple(_posts(plan))),
        SheetOut(EQUIPMENT, (KEY, LABEL, PRICE, IN_USE, USE), tuple(_equipment(plan))),
        SheetOut(RESOURCES, (KEY, KIND, FUNDER, LABEL, NOTE, *years), tuple(_resources(plan))),
        SheetOut(TOTALS, (TOTAL, *years), tuple(total_rows(totals(plan)))),
    ]


def _settings(plan: Plan) -> Iterator[Row]:
    yield (TITLE, plan.title)
    yield (FIRST_YEAR, plan.first_year)
    yield (COUNT, plan.count)
    yield (CLOSING, plan.closing_month)
    for one in plan.hypotheses:
        yield (f"{HYPOTHESIS} {one.code}", one.label)
    yield (RETAINED, plan.retained)


def _money(cents: tuple[int, ...]) -> tuple[Money, ...]:
    return tuple(map(Money, cents))


def _costs(plan: Plan) -> Iterator[Row]:
    for one in plan.costs:
        form = FORM_WORDS[one.form] if one.form else ""
        yield (one.key, HEAD_WORDS[one.head], form, one.label, one.note, *_money(one.cents))


def _posts(plan: Plan) -> Iterator[Row]:
    nothing = (Fraction(0),) * plan.count
    for one in plan.posts:
        shares = [share for code in plan.codes for share in one.shares.get(code, nothing)]
        yield (one.key, one.label, Money(one.full_time_cents), one.raise_ * 100, *shares)


def _equipment(plan: Plan) -> Iterator[Row]:
    for one in plan.equipment:
        yield (one.key, one.label, Money(one.cents), one.in_use_on, one.years)


def _resources(plan: Plan) -> Iterator[Row]:
    for one in plan.resources:
        yield (one.key, KIND_WORDS[one.kind], one.funder, one.label, one.note, *_money(one.cents))


def total_rows(sums: Totals) -> Iterator[tuple[str | Money, ...]]:
    """What everything adds up to, line by line; volunteering stands on both sides under names of its own."""
    for head, cents in sums.heads.items():
        yield (f"Charges : {HEAD_WORDS[head]}", *_money(cents))
    yield (COST_TOTAL, *_money(sums.costs))
    for kind, cents in sums.kinds.items():
        yield (f"Ressources : {KIND_WORDS[kind]}", *_money(cents))
    yield (RESOURCE_TOTAL, *_money(sums.resources))


FLAT_HEADER = ("Sens", "Rubrique ou origine", "Repère", "Libellé", "Précision", "Remarque")


def flat_rows(plan: Plan, code: str) -> Iterator[Row]:
    """One table of everything under a hypothesis, computed lines too: for CSV, or for a spreadsheet of one's own."""
    cost, resource = "Charge", "Ressource"
    for one in plan.costs:
        form = FORM_WORDS[one.form] if one.form else ""
        yield (cost, HEAD_WORDS[one.head], one.key, one.label, form, one.note, *_money(one.cents))
    for post in plan.posts:
        cents = post_costs(post, code, plan.count)
        yield (cost, HEAD_WORDS[CostHead.PERMANENT], post.key, post.label, f"{HYPOTHESIS} {code}", "", *_money(cents))
    for thing in plan.equipment:
        worn = annuities(thing, plan)
        yield (cost, HEAD_WORDS[CostHead.DEPRECIATION], thing.key, thing.label, "", "", *_money(worn))
    for given in plan.resources:
        words = KIND_WORDS[given.kind]
        yield (resource, words, given.key, given.label, given.funder, given.note, *_money(given.cents))
    sums = totals(plan, code)
    yield (COST_TOTAL, "", "", "", "", "", *_money(sums.costs))
    yield (RESOURCE_TOTAL, "", "", "", "", "", *_money(sums.resources))
