"""What an evaluation asks: criteria of one sentence each, five words, and two grids ready to use.

The seven criteria and the five words are those of our specification, drawn from the guides of social utility; the second grid
asks whether an organisation was right to take part, as the founding study puts it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

WORDS: tuple[str, ...] = (N_("Very poor"), N_("Poor"), N_("Fair"), N_("Good"), N_("Very good"))
NO_OPINION = -1
NO_OPINION_WORD = N_("No opinion")
GLOBAL = "global"
GLOBAL_LABEL = N_("All in all")
GLOBAL_SENTENCE = N_("Your grade for the whole; it is asked, never worked out from the others.")
MOST_CRITERIA = 12
REMARKS: Mapping[str, str] = {
    "keep": N_("What to keep"),
    "change": N_("What to change"),
    "stop": N_("What to stop"),
}
_NO_CRITERION = N_("A grid asks one criterion at least: write its name on a line.")
_TOO_MANY = N_("A grid asks %(most)s criteria at most: people answer on a phone. Keep those that matter.")
_TWICE = N_("The criterion “%(label)s” stands twice in this grid: keep it once.")


@dataclass(frozen=True)
class Criterion:
    """One thing to judge: a code for life (the trend follows it), its name and the sentence that says what it means."""

    code: str
    label: str
    sentence: str = ""

    def as_json(self) -> dict[str, str]:
        """As it is kept with a campaign.

        >>> Criterion("effects", "Effects").as_json()
        {'code': 'effects', 'label': 'Effects', 'sentence': ''}
        """
        return {"code": self.code, "label": self.label, "sentence": self.sentence}


@dataclass(frozen=True)
class ReadyGrid:
    """A grid of the product."""

    name: str
    purpose: str
    criteria: tuple[Criterion, ...]


SEVEN = ReadyGrid(
    N_("The seven criteria"),
    N_("What an action is worth for the territory, for people and for the cooperative."),
    (
        Criterion("relevance", N_("Relevance"), N_("It answers a need of the territory and of members.")),
        Criterion("effects", N_("Effects seen"), N_("Something changed, and one can say for whom.")),
        Criterion(
            "cooperation", N_("Cooperation"), N_("It was done together, by several colleges; means were pooled.")
        ),
        Criterion("governance", N_("Participation and governance"), N_("Members were informed and able to decide.")),
        Criterion(
            "inclusion",
            N_("Social utility and inclusion"),
            N_("It reaches people far from work, and serves equality and access for all."),
        ),
        Criterion("sobriety", N_("Sobriety and environment"), N_("It spares resources and the environment.")),
        Criterion("means", N_("Means and durability"), N_("Its cost and its time are right, and it can last.")),
    ),
)
TAKING_PART = ReadyGrid(
    N_("Reasons to take part"),
    N_("Whether an organisation was right to take part: collective value, value for itself, ground rules."),
    (
        Criterion("collective", N_("Collective value"), N_("It brings something to the social economy as a whole.")),
        Criterion("own-problem", N_("Help with a problem of one’s own"), N_("It helped us with a problem of ours.")),
        Criterion("services", N_("Better services"), N_("It improves services that we need.")),
        Criterion("stakeholders", N_("Contact with stakeholders"), N_("We met the stakeholders of our project.")),
        Criterion("real-questions", N_("Real questions"), N_("We worked together on real questions.")),
        Criterion("give-receive", N_("Each brings, each receives"), N_("Each brought and received, from experience.")),
        Criterion("no-institution", N_("No institution"), N_("We avoided becoming an institution.")),
        Criterion("commitment", N_("Commitment"), N_("Those who took part committed themselves, and held to it.")),
    ),
)
READY: Mapping[str, ReadyGrid] = {"seven": SEVEN, "taking-part": TAKING_PART}


def criteria_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """The criteria as they were kept.

    >>> criteria_from_json([{"code": "a", "label": "A", "sentence": ""}])
    (Criterion(code='a', label='A', sentence=''),)
    """
    return tuple(Criterion(str(row["code"]), str(row["label"]), str(row.get("sentence", ""))) for row in rows)


def criteria_from_lines(text: str, kept: Sequence[Criterion] = ()) -> tuple[Criterion, ...]:
    r"""The criteria that somebody writes, one a line, "name: sentence"; one of the same name before keeps its code.

    Raises Refused: no criterion, too many, one that stands twice.

    >>> [(one.code, one.label, one.sentence) for one in criteria_from_lines("Joie : on y revient\n\nSoin")]
    [('c1', 'Joie', 'on y revient'), ('c2', 'Soin', '')]
    """
    codes = {one.label: one.code for one in kept}
    used, found = set(codes.values()), list[Criterion]()
    for line in filter(None, (line.strip() for line in text.splitlines())):
        label, _colon, sentence = (part.strip() for part in line.partition(":"))
        if any(one.label == label for one in found):
            raise Refused("criterion-twice", _TWICE, label=label)
        code = codes.get(label) or _fresh(used)
        used.add(code)
        found.append(Criterion(code, label[:120], sentence[:300]))
    if not found or not all(one.label for one in found):
        raise Refused("grid-empty", _NO_CRITERION)
    if len(found) > MOST_CRITERIA:
        raise Refused("grid-long", _TOO_MANY, most=MOST_CRITERIA)
    return tuple(found)


def lines_of(criteria: Iterable[Criterion]) -> str:
    r"""The criteria as somebody writes them.

    >>> lines_of([Criterion("c1", "Joie", "on y revient"), Criterion("c2", "Soin")])
    'Joie : on y revient\nSoin'
    """
    return "\n".join(f"{one.label} : {one.sentence}" if one.sentence else one.label for one in criteria)


def asked(criteria: Sequence[Criterion], off: Iterable[str]) -> tuple[Criterion, ...]:
    """The criteria that are asked of one action: those that were not switched off for it.

    >>> [one.code for one in asked(SEVEN.criteria, ["sobriety", "means"])]
    ['relevance', 'effects', 'cooperation', 'governance', 'inclusion']
    """
    without = set(off)
    return tuple(one for one in criteria if one.code not in without)


def _fresh(used: set[str]) -> str:
    rank = 1
    while f"c{rank}" in used:
        rank += 1
    return f"c{rank}"
