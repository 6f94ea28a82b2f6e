"""The budget of the demonstration: four years from 115,000 to 195,000 euros, two hypotheses of staffing, what came of it."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from foundation.kernel.audit import Actor
from governance.queries.bodies import meetings_to_decide
from governance.rules.bodies import Verdict
from pole.budget.rules.actuals import BookedLine, Entered, Side
from pole.budget.rules.editing import with_line
from pole.budget.rules.plan import Cost, CostHead, Equipment, Hypothesis, Plan, Post, Resource, ResourceKind, SkillForm
from pole.budget.rules.totals import totals
from pole.budget.services.actuals import bring_entries, enter_actual
from pole.budget.services.plans import Judgement, found_plan, put_line, put_to_body
from scic.demo.founding import DemoMember, morning

YEARS = 4
COST_TOTALS = (11_500_000, 13_800_000, 16_900_000, 19_500_000)
"""What the founding study foresees: 115 k€ in the first year, 195 k€ in the fourth."""
HYPOTHESES = (Hypothesis("A", "Senior 0,75 et junior 0,75"), Hypothesis("B", "Senior 1 et junior 0,5"))
RAISE = Fraction(2, 100)
TAKEN_IN = "FEC du cabinet comptable"


def write_budget(members: list[DemoMember], today: date) -> None:
    """The plan written line by line last year, validated by a body, and the books of the year gone and of this one."""
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    first_year = today.year - 1
    by: dict[str, Any] = {"actor": actor, "at": morning(date(first_year, 2, 3))}
    plan = budget_plan(first_year)
    communication = next(one for one in plan.costs if one.label == "Communication")
    before = replace(communication, cents=(380_000, 380_000, 380_000, 380_000))
    row = found_plan(with_line(plan, before), **by)
    put_line(row.id, communication, seen=1, actor=actor, at=morning(date(first_year, 2, 10)))
    meetings = [one for one in meetings_to_decide(today) if one.held_on >= date(first_year, 2, 10)]
    if meetings:
        judgement = Judgement(
            meetings[-1], Verdict.VALIDATED, "La part publique recule d’année en année\u202f; hypothèse A retenue."
        )
        put_to_body(
            row.id, judgement, seen=2, actor=actor, at=morning(max(meetings[-1].held_on, date(first_year, 2, 11)))
        )
    _tell_what_came(plan, today, actor)


def budget_plan(first_year: int) -> Plan:
    """The plan whose costs come to `COST_TOTALS` under hypothesis A, met by its resources to the cent."""
    plan = Plan(
        title="Budget du pôle sur quatre ans",
        first_year=first_year,
        count=YEARS,
        closing_month=12,
        hypotheses=HYPOTHESES,
        retained="A",
        costs=_COSTS,
        posts=_posts(),
        equipment=_equipment(first_year),
        resources=_RESOURCES,
    )
    left = tuple(due - cost for due, cost in zip(COST_TOTALS, totals(plan).costs, strict=True))
    plan = with_line(plan, Cost("C9", CostHead.EXTERNAL, "Ateliers, salles et éditions", left))
    short = tuple(-balance for balance in totals(plan).balance)
    own = Resource("R9", ResourceKind.OWN, "Formations, études et prestations", short)
    return with_line(plan, own)


def _posts() -> tuple[Post, ...]:
    part, whole, half = ((Fraction(share),) * YEARS for share in ("3/4", "1", "1/2"))
    return (
        Post("P1", "Coordination (senior)", 5_280_000, RAISE, {"A": part, "B": whole}),
        Post("P2", "Animation et logistique (junior)", 3_840_000, RAISE, {"A": part, "B": half}),
    )


def _equipment(first_year: int) -> tuple[Equipment, ...]:
    return (
        Equipment("M1", "Ordinateurs de l’équipe", 348_000, date(first_year, 3, 1), 3),
        Equipment("M2", "Mobilier du camp de base", 475_000, date(first_year, 4, 15), 5),
        Equipment("M3", "Matériel de visioconférence", 189_900, date(first_year + 2, 1, 10), 4),
    )


_COSTS = (
    Cost("C1", CostHead.EXTERNAL, "Loyer et charges du local", (960_000, 974_400, 989_016, 1_003_851)),
    Cost("C2", CostHead.EXTERNAL, "Déplacements", (320_000, 360_000, 420_000, 460_000)),
    Cost("C3", CostHead.EXTERNAL, "Communication", (450_000, 520_000, 640_000, 700_000)),
    Cost("C4", CostHead.EXTERNAL, "Affranchissement, téléphone, fournitures", (210_000, 220_000, 240_000, 260_000)),
    Cost("C5", CostHead.EXTERNAL, "Comptable, assurance, révision", (360_000, 370_000, 380_000, 395_000)),
    Cost("C6", CostHead.OTHER_SKILLS, "Chargé de mission mutualisation", (0, 1_150_000, 2_650_000, 3_900_000),
         SkillForm.FIXED_TERM, "quatre mois la deuxième année, puis un poste à durée déterminée"),
    Cost("C7", CostHead.OTHER_SKILLS, "Animation d’ateliers par des pairs", (560_000, 780_000, 1_080_000, 1_350_000),
         SkillForm.SUBCONTRACTING),
    Cost("C8", CostHead.OTHER_SKILLS, "Stagiaire, six mois par an", (240_000, 246_000, 252_000, 258_000), SkillForm.TRAINEE),
    Cost("C10", CostHead.VOLUNTEERING, "Bénévolat des administrateurs et des pairs",
         (800_000, 950_000, 1_150_000, 1_300_000), note="640 heures la première année, à 12,50 € l’heure"),
)  # fmt: skip
_RESOURCES = (
    Resource("R1", ResourceKind.FEES, "Cotisations et participations des membres", (620_000, 840_000, 1_120_000, 1_450_000)),
    Resource("R2", ResourceKind.PUBLIC, "Convention pluriannuelle", (3_000_000, 3_200_000, 3_300_000, 3_300_000),
             "Conseil régional de Bretagne"),
    Resource("R3", ResourceKind.PUBLIC, "Soutien à l’animation du territoire", (2_000_000, 2_100_000, 2_200_000, 2_200_000),
             "Rennes Métropole"),
    Resource("R4", ResourceKind.PUBLIC, "Appel à projets", (1_200_000, 1_200_000, 1_400_000, 1_400_000),
             "Conseil général d’Ille-et-Vilaine"),
    Resource("R5", ResourceKind.PUBLIC, "Aide à l’emploi", (700_000, 700_000, 500_000, 300_000), "État"),
    Resource("R6", ResourceKind.PRIVATE, "Mécénat de proximité", (900_000, 1_200_000, 1_800_000, 2_300_000),
             "Fondation et mutuelles nationales"),
    Resource("R7", ResourceKind.PRIVATE, "Partenariat bancaire", (500_000, 700_000, 900_000, 1_000_000),
             "Banques coopératives"),
    Resource("R8", ResourceKind.VOLUNTEERING, "Bénévolat des administrateurs et des pairs",
             (800_000, 950_000, 1_150_000, 1_300_000)),
)  # fmt: skip


def _tell_what_came(plan: Plan, today: date, actor: Actor) -> None:
    """The books of the year gone, taken in from the accountant, this year's months so far, and one amount typed."""
    last_year = _booked(plan, plan.first_year, 12)
    bring_entries(last_year, filename=TAKEN_IN, actor=actor, at=morning(date(plan.first_year + 1, 1, 5)))
    if today.month > 1:
        so_far = _booked(plan, plan.first_year + 1, today.month - 1)
        bring_entries(so_far, filename=TAKEN_IN, actor=actor, at=morning(today - timedelta(days=1)))
    gift = Entered(
        Side.RESOURCE,
        str(ResourceKind.PRIVATE),
        "Don reçu à la fête du pôle",
        45_000,
        today - timedelta(days=20),
        "Anonyme",
        "reçu fiscal",
    )
    enter_actual(gift, actor=actor, at=morning(today))


_ACCOUNTS: tuple[tuple[str, str, Side, str, int], ...] = (
    ("613200", "Locations", Side.COST, CostHead.EXTERNAL, 97),
    ("641100", "Salaires et charges", Side.COST, CostHead.PERMANENT, 101),
    ("611000", "Sous-traitance et stages", Side.COST, CostHead.OTHER_SKILLS, 92),
    ("681100", "Dotations aux amortissements", Side.COST, CostHead.DEPRECIATION, 100),
    ("864000", "Personnel bénévole", Side.COST, CostHead.VOLUNTEERING, 108),
    ("706000", "Prestations de services", Side.RESOURCE, ResourceKind.OWN, 88),
    ("756000", "Cotisations", Side.RESOURCE, ResourceKind.FEES, 106),
    ("740000", "Conseil régional de Bretagne", Side.RESOURCE, ResourceKind.PUBLIC, 98),
    ("754100", "Dons et mécénat", Side.RESOURCE, ResourceKind.PRIVATE, 94),
    ("870000", "Bénévolat", Side.RESOURCE, ResourceKind.VOLUNTEERING, 108),
)
"""Accounts of the books, and how much of what was planned came there, in hundredths."""


def _booked(plan: Plan, year: int, months: int) -> list[BookedLine]:
    """A line a month and an account, near to what was planned."""
    sums, rank = totals(plan), year - plan.first_year
    found = []
    for account, label, side, code, hundredths in _ACCOUNTS:
        held: Any = sums.heads if side is Side.COST else sums.kinds
        cents = held[code][rank] * hundredths // 100 // 12
        signed = cents if side is Side.COST else -cents
        for month in range(1, months + 1):
            key = f"D{year}-{month:02d}-{account}"
            found.append(BookedLine(key, date(year, month, 28), account, label, "", signed, f"{year}-{month:02d}"))
    return [line for line in found if line.cents]
