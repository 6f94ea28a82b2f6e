"""Results laid out: the parts of a bar, the lines of the files. Only what was published comes in, so only that goes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from foundation.kernel.sentences import N_
from pole.evaluations.rules.grids import WORDS
from pole.evaluations.rules.results import Merit, Part, Published
from votes.rules.result_tables import GradePart, grade_tone

HEADS = N_("All members, one voice each")
WEIGHTS = N_("All members, by the weights of the colleges")
OUTSIDE = N_("People from outside")
FEW = N_("Too few answers to be shown")
COLUMNS: tuple[str, ...] = (
    N_("Number"),
    N_("Evaluated"),
    N_("Group"),
    N_("Answers"),
    N_("Invited"),
    N_("Criterion"),
    N_("Median word"),
    *WORDS,
    N_("No opinion"),
)


@dataclass(frozen=True)
class Labels:
    """How groups and criteria are called in the language of the reader."""

    colleges: Mapping[str, str]
    criteria: Mapping[str, str]
    words: Sequence[str]
    together: str
    everybody: str
    heads: str
    weights: str
    outside: str
    few: str

    def part(self, part: Part) -> str:
        """A group: the college, or the colleges that are counted together.

        >>> one = Labels({"a": "Ada", "b": "Bob"}, {}, (), "%(names)s, counted together", "All", "", "", "", "")
        >>> one.part(Part(("a", "b"), 5, 9, {})), one.part(Part(("b",), 5, 9, {}))
        ('Ada, Bob, counted together', 'Bob')
        """
        return self.named(part.colleges)

    def colleges_named(self, colleges: Sequence[str]) -> str:
        """The names of some colleges, one after the other.

        >>> Labels({"a": "Ada", "b": "Bob"}, {}, (), "", "", "", "", "", "").colleges_named(("a", "b"))
        'Ada, Bob'
        """
        return ", ".join(self.colleges.get(one) or self.everybody for one in colleges)

    def named(self, colleges: Sequence[str]) -> str:
        """The names of some colleges.

        >>> Labels({"": ""}, {}, (), "", "Every member", "", "", "", "").named(("",))
        'Every member'
        """
        names = [self.colleges.get(one) or self.everybody for one in colleges]
        return names[0] if len(names) == 1 else self.together % {"names": ", ".join(names)}


@dataclass(frozen=True)
class Line:
    """One line of a result: a group, how many answered, and what it gave to one criterion."""

    group: str
    kind: str
    answers: int
    invited: int
    criterion: str
    merit: Merit | None


def bar(merit: Merit, words: Sequence[str]) -> list[GradePart]:
    """The parts of a merit bar; empty where nobody gave a grade.

    >>> [(part["label"], str(part["share"]), part["tone"]) for part in bar(Merit((1, 0, 0, 0, 3)), "abcde") if part["share"]]
    [('e', '3/4', 'grade-7'), ('a', '1/4', 'grade-1')]
    """
    if not merit.graded:
        return []
    return [
        GradePart(label=words[grade], share=merit.share(grade), tone=grade_tone(grade, len(words)))
        for grade in reversed(range(len(words)))
    ]


def lines(shown: Published, labels: Labels) -> Iterator[Line]:
    """Every line of one action: both totals, each group, the people from outside; one that says so where too few answered."""
    if not shown.is_shown:
        yield Line(labels.few, "hidden", shown.answers, shown.invited, "", None)
    for name, kind, merits in ((labels.heads, "heads", shown.heads), (labels.weights, "weights", shown.weighted)):
        for code, merit in merits.items():
            yield Line(name, kind, shown.answers, shown.invited, code, merit)
    for part in shown.parts:
        for code, merit in part.merits.items():
            yield Line(labels.part(part), "colleges", part.answers, part.invited, code, merit)
    if shown.outside is not None:
        yield from _outside(shown.outside, labels)


def _outside(part: Part, labels: Labels) -> Iterator[Line]:
    if not part.merits:
        yield Line(f"{labels.outside}: {labels.few}", "outside", part.answers, part.invited, "", None)
    for code, merit in part.merits.items():
        yield Line(labels.outside, "outside", part.answers, part.invited, code, merit)


def rows(results: Iterable[tuple[int | None, str, Published]], labels: Labels) -> Iterator[list[object]]:
    """The lines of the files, in the order of `COLUMNS`: (number, title, result) come in.

    Totals by weights are told as exact parts of one.
    """
    for number, title, shown in results:
        for line in lines(shown, labels):
            yield [number, title, line.group, line.answers, line.invited, *_figures(line, labels)]


def _figures(line: Line, labels: Labels) -> list[object]:
    merit = line.merit
    if merit is None:
        return [""] * (len(WORDS) + 3)
    units: list[object] = list(merit.units)
    if line.kind == "weights":
        units = [merit.share(grade) for grade in range(len(WORDS))]
    median = "" if merit.median is None else labels.words[merit.median]
    return [labels.criteria.get(line.criterion, line.criterion), median, *units, merit.without]


def as_json(number: int | None, title: str, shown: Published, labels: Labels) -> dict[str, object]:
    """One action as programs read it.

    >>> as_json(4, "Récits", Published(2, 9, (), {}, {}), Labels({}, {}, (), "", "", "", "", "", "Too few"))["lines"]
    [{'group': 'Too few', 'kind': 'hidden', 'answers': 2, 'invited': 9}]
    """
    told = []
    for line in lines(shown, labels):
        one: dict[str, object] = {
            "group": line.group,
            "kind": line.kind,
            "answers": line.answers,
            "invited": line.invited,
        }
        if line.merit is not None:
            units = [str(line.merit.share(grade)) for grade in range(len(WORDS))]
            one |= {
                "criterion": line.criterion,
                "median": line.merit.median,
                "grades": units if line.kind == "weights" else list(line.merit.units),
                "no_opinion": line.merit.without,
            }
        told.append(one)
    return {"number": number, "title": title, "answers": shown.answers, "invited": shown.invited, "lines": told}
