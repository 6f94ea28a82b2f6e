"""The words that the papers of an assembly share. French only: these papers are legal documents.

Everything here is given values and returns text that a template prints as it stands.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from babel.dates import get_timezone_location

from foundation.kernel.clock import PARIS
from foundation.kernel.ratio import format_ratio
from foundation.web.rules.figures import NARROW
from foundation.web.rules.moments import day_text
from governance.rules.kinds import AssemblyKind

NATURES = {
    AssemblyKind.ORDINARY: "l’assemblée générale ordinaire",
    AssemblyKind.EXTRAORDINARY: "l’assemblée générale extraordinaire",
    AssemblyKind.MIXED: "l’assemblée générale mixte, ordinaire et extraordinaire",
}
CONVENERS = {"SA": "le conseil d’administration", "SARL": "la gérance", "SAS": "la présidence"}
TITLES = {"ordinary": "À titre ordinaire", "extraordinary": "À titre extraordinaire"}
DELIBERATIONS = {"ordinary": "délibérations ordinaires", "extraordinary": "délibérations extraordinaires"}
SEAT_WORDS = {"chair": "Présidence", "secretary": "Secrétariat", "teller_1": "Scrutateur", "teller_2": "Scrutateur"}
SEAT_ORDER = ("chair", "teller_1", "teller_2", "secretary")
CHANNEL_WORDS = {"email": "courriel", "letter": "lettre"}
QUALITIES = {
    "": "associé",
    "spouse": "conjoint, non associé",
    "partner": "partenaire de pacte civil, non associé",
    "other": "non associé",
}
_FRACTIONS = {
    Fraction(1, 2): "la moitié",
    Fraction(1, 3): "le tiers",
    Fraction(2, 3): "les deux tiers",
    Fraction(1, 4): "le quart",
    Fraction(3, 4): "les trois quarts",
    Fraction(1, 5): "le cinquième",
    Fraction(3, 5): "les trois cinquièmes",
    Fraction(4, 5): "les quatre cinquièmes",
}
_PRESENT = {
    "members": "si les participants forment {part} au moins des associés ayant droit de vote",
    "shares": "si les participants détiennent {part} au moins des parts sociales",
    "weighted_by_college": "si le poids des collèges, chacun compté pour sa part de participants, atteint {part}",
    "per_college": "si, dans chaque collège, les participants forment {part} au moins des associés",
}
_BASES = {
    "expressed": "des suffrages exprimés",
    "all": "des voix de tous les associés ayant droit de vote",
    "entitled": "des voix de tous les associés ayant droit de vote",
    "present": "des voix des associés présents ou représentés",
}
_WEIGHT_BASES = {"expressed": "du poids exprimé des collèges", "all": "du poids total des collèges"}


def part_words(part: Fraction) -> str:
    """A part of a whole, in words where French has one.

    >>> part_words(Fraction(2, 3)), part_words(Fraction(7, 12))
    ('les deux tiers', '7/12')
    """
    return _FRACTIONS.get(part, format_ratio(part))


def threshold_words(value: Fraction, *, strict: bool) -> str:
    """What a majority asks for.

    >>> threshold_words(Fraction(1, 2), strict=True), threshold_words(Fraction(2, 3), strict=True)
    ('plus de la moitié', 'plus des deux tiers')
    """
    words = part_words(value)
    if not strict:
        return f"au moins {words}"
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if words.startswith(article):
            return f"plus {contracted}{words.removeprefix(article)}"
    return f"plus de {words}"


def quorum_sentence(kind: str, required: Fraction | None, basis: str, source: str) -> str:
    """When the assembly may deliberate.

    >>> quorum_sentence("ordinary", None, "members", "statuts")
    'À titre ordinaire, aucun quorum n’est requis (statuts).'
    """
    if required is None:
        return f"{TITLES[kind]}, aucun quorum n’est requis ({source})."
    condition = _PRESENT[basis].format(part=part_words(required))
    return f"{TITLES[kind]}, l’assemblée délibère valablement {condition} ({source})."


def majority_sentence(kind: str, words: str, base: str, *, weighted: bool, source: str) -> str:
    """What a resolution needs to be adopted.

    >>> majority_sentence("ordinary", "plus de la moitié", "expressed", weighted=False, source="statuts")
    'À titre ordinaire, une résolution est adoptée si elle réunit plus de la moitié des suffrages exprimés (statuts).'
    """
    of_what = _WEIGHT_BASES.get(base, _BASES[base]) if weighted else _BASES[base]
    return f"{TITLES[kind]}, une résolution est adoptée si elle réunit {words} {of_what} ({source})."


def zone_words(zone: str) -> str:
    """Whose clock the hours are read on.

    >>> zone_words("Europe/Paris"), zone_words("Indian/Reunion").replace(chr(160), " ")
    ('heure de Paris', 'heure : La Réunion')
    """
    return "heure de Paris" if zone == PARIS else str(get_timezone_location(zone, locale="fr"))


def long_day(day: date) -> str:
    """A day as minutes write it: 12 juin 2026."""
    return day_text(day, "fr")


def signed_on_words(place: str, day: date) -> str:
    """Where and when a paper is signed.

    >>> signed_on_words("", date(2026, 6, 12)).replace(chr(160), " ")
    'Fait le 12 juin 2026.'
    """
    return f"Fait à {place}, le {long_day(day)}." if place else f"Fait le {long_day(day)}."


def holder_quality(relation: str) -> str:
    """In what quality somebody holds a proxy; `relation` is empty for a member.

    >>> holder_quality(""), holder_quality("spouse")
    ('associé', 'conjoint, non associé')
    """
    return QUALITIES[relation]


def movement_words(kind: str, names: Sequence[str], taking_part: int) -> str:
    """What changed in the room, and how many members take part from then on.

    >>> movement_words("left", ["Ada Lemoine"], 39).replace(NARROW, " ")
    'Départ de Ada Lemoine ; 39 associés prennent part ensuite.'
    """
    word = "Arrivée de" if kind == "arrived" else "Départ de"
    people = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"
    after = "associé prend part" if taking_part < 2 else "associés prennent part"
    return f"{word} {people}{NARROW}; {taking_part} {after} ensuite."
