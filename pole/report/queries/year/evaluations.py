"""What members judged in the year: the evaluations that closed in it, action by action, with what was decided."""

from foundation.kernel.sentences import N_
from pole.evaluations.queries.campaigns import past_campaigns
from pole.evaluations.queries.pages import ResultLine, ResultPage, result_page
from pole.evaluations.rules.campaigns import WAY_NAMES
from pole.evaluations.rules.grids import GLOBAL, WORDS
from pole.evaluations.rules.results import Merit
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Piece, Section, Table, Value, Words, share
from pole.report.rules.sections import Part, nothing
from votes.rules.result_tables import grade_tone

FEW = N_("too few answers to be shown")

RECEIVED = N_("received: %(answered)s, asked for: %(invited)s")


def evaluations(read: Reading) -> Section:
    """The results of the year; statements grow with the campaigns that closed in it, not with their answers."""
    closed = [one for one in past_campaigns(read.at) if read.holds(one.closes_at)]
    pages = [result_page(one, read.at) for one in reversed(closed)]
    if not pages:
        return Section(Part.EVALUATIONS, empty=nothing(N_("No evaluation was closed in the year.")))
    lines = [line for page in pages for line in page.lines]
    answered, invited = sum(one.shown.answers for one in lines), sum(one.shown.invited for one in lines)
    decided = sum(1 for one in lines if one.followed)
    values = {"answered": answered, "invited": invited}
    return Section(
        Part.EVALUATIONS,
        figures=(
            Figure(Words(N_("Evaluations closed")), len(pages)),
            Figure(Words(N_("Answers")), share(answered, invited), Words(RECEIVED, values)),
            Figure(Words(N_("Followed by a decision")), decided, Words(N_("judged: %(number)s"), {"number": len(lines)})),
        ),
        charts=tuple(_chart(page) for page in pages),
        notes=(Words(N_("A group of fewer than five answers is never shown alone (three where all its members agreed).")),),
    )  # fmt: skip


def _chart(page: ResultPage) -> Chart:
    title = Words(N_("“%(title)s”: the grade for the whole"), {"title": page.campaign.title})
    legend: list[tuple[Value, int | str]] = [
        (Words(WORDS[grade]), grade_tone(grade, len(WORDS))) for grade in reversed(range(len(WORDS)))
    ]
    bars = [Bar(_name(line), _pieces(_merit(line)), _median(line)) for line in page.lines]
    headers = [N_("Action"), N_("Answers"), N_("Median"), N_("Word before"), N_("What followed")]
    table = Table(title, [Words(one) for one in headers], [_row(line) for line in page.lines])
    return Chart(title, bars, table, legend)


def _row(line: ResultLine) -> list[Value]:
    before = line.before.result.heads.get(GLOBAL) if line.before else None
    return [_name(line), line.shown.answers, _median(line), _word(before), _followed(line)]


def _name(line: ResultLine) -> str:
    subject = line.subject
    return f"{subject.number}. {subject.title}" if subject.number else subject.title


def _merit(line: ResultLine) -> Merit | None:
    return line.shown.heads.get(GLOBAL)


def _pieces(merit: Merit | None) -> tuple[Piece, ...]:
    if merit is None or not merit.graded:
        return ()
    grades = reversed(range(len(WORDS)))
    return tuple(Piece(merit.share(grade), grade_tone(grade, len(WORDS))) for grade in grades if merit.share(grade))


def _median(line: ResultLine) -> Value:
    return _word(_merit(line)) if line.shown.is_shown else Words(FEW)


def _word(merit: Merit | None) -> Value:
    return None if merit is None or merit.median is None else Words(WORDS[merit.median])


def _followed(line: ResultLine) -> Value:
    return Words(WAY_NAMES[line.followed[-1].outcome.way]) if line.followed else None
