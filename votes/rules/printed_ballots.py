"""What a printed ballot says besides its options: how to fill it in, what makes it void, how many stand on a page. French only.

The same limits as on a screen (`votes/rules/reading.py`): whoever counts by hand judges a ballot by what is printed on it.
"""

from dataclasses import dataclass

from votes.rules.contest import Contest, Points
from votes.rules.papers import EQUAL_RANKS, Ask, ask_of

NARROW = "\u202f"
WORDS = ("Pour", "Contre", "Abstention")
BLANK = "Sans aucune marque, le bulletin est blanc."
ALWAYS_VOID = (
    "un signe, une signature ou un mot ajouté\u202f; une marque illisible\u202f; un autre papier que celui du bureau"
)
LINE = 32  # letters of an option on one line of a ballot of half a page
SIX, FOUR, TWO = 3, 7, 22  # lines of options up to which six, four, then two ballots stand on a page


@dataclass(frozen=True)
class Layout:
    """Ballots on a page: so many side by side, so many below one another."""

    columns: int
    rows: int


def how_to_fill(method: str, contest: Contest | None) -> list[str]:
    """How a ballot is filled in, a sentence each; the last one says what a blank ballot is.

    >>> how_to_fill("resolution", None)
    ['Cochez une seule case.', 'Sans aucune marque, le bulletin est blanc.']
    """
    return [*_asked(method, contest), BLANK]


def _asked(method: str, contest: Contest | None) -> list[str]:
    ask = ask_of(method)
    if contest is None or ask is Ask.ONE:
        return ["Cochez une seule case."]
    if ask is Ask.SEVERAL:
        return [_marks(contest)]
    if ask is Ask.SCORES:
        return [f"Écrivez une note de 0 à {contest.max_score} dans les cases de votre choix. Une case vide vaut 0."]
    if ask is Ask.POINTS:
        return _points(contest.points or Points(0, 0))
    if ask is Ask.GRADES:
        return ["Cochez une mention par ligne.", *_without_grade(contest)]
    equal = " Le même rang à plusieurs choix les met à égalité." if method in EQUAL_RANKS else ""
    return [f"Écrivez 1 pour votre premier choix, 2 pour le suivant, autant que vous voulez.{equal}"]


def _marks(contest: Contest) -> str:
    least, most = contest.marks.min, contest.marks.max
    if least and most:
        return f"Cochez de {least} à {most} cases."
    if most:
        return f"Cochez {most} case{'s' if most > 1 else ''} au plus."
    return (
        f"Cochez {least} case{'s' if least > 1 else ''} au moins."
        if least
        else "Cochez autant de cases que vous voulez."
    )


def _points(points: Points) -> list[str]:
    said = [f"Répartissez {points.total} points au plus, {points.max_per_option} au plus par choix."]
    if points.min_options > 1:
        said.append(f"Donnez-en à {points.min_options} choix au moins.")
    return said


def _without_grade(contest: Contest) -> list[str]:
    if contest.default_grade is None:
        return ["Chaque ligne en demande une."]
    return [f"Une ligne sans mention vaut «{NARROW}{contest.grades[contest.default_grade]}{NARROW}»."]


def void_cases(method: str, contest: Contest | None) -> str:
    """What makes a ballot void, in one sentence.

    >>> void_cases("resolution", None).split(chr(0x202f) + ":")[1].split(chr(0x202f) + ";")[0]
    ' plusieurs cases cochées'
    """
    return f"Nul{NARROW}: {_broken(method, contest)}{NARROW}; {ALWAYS_VOID}."


def _broken(method: str, contest: Contest | None) -> str:
    ask = ask_of(method)
    if contest is None or ask is Ask.ONE:
        return "plusieurs cases cochées"
    if ask is Ask.SEVERAL:
        return (
            "plus ou moins de cases qu’il n’est dit" if contest.marks.min or contest.marks.max else "une case raturée"
        )
    if ask is Ask.SCORES:
        return f"une note au-delà de {contest.max_score}"
    if ask is Ask.POINTS:
        return "des points au-delà de ce qui est dit, en tout ou sur un choix, ou sur trop peu de choix"
    if ask is Ask.GRADES:
        missing = "" if contest.default_grade is not None else ", ou aucune"
        return f"plusieurs mentions sur une ligne{missing}"
    return "autre chose que des rangs" if method in EQUAL_RANKS else "le même rang donné à plusieurs choix"


def layout_of(method: str, contest: Contest | None) -> Layout:
    """How many ballots stand on a page, by the room that their options take.

    >>> layout_of("resolution", None)
    Layout(columns=2, rows=3)
    """
    labels = list(WORDS) if contest is None else [one.label or one.id for one in contest.options]
    lines = sum(1 + len(label) // LINE for label in labels)
    if ask_of(method) is Ask.GRADES:
        return Layout(1, 2 if lines <= FOUR else 1)
    if lines <= FOUR:
        return Layout(2, 3 if lines <= SIX else 2)
    return Layout(2 if lines <= TWO else 1, 1)
