"""Reading a count file: every fault at once, each with its JSON path. The law's bounds on weights are not checked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from foundation.kernel.sentences import N_
from votes.rules import method_keys, strict_json
from votes.rules.ballot_lines import read_ballots
from votes.rules.contest_file import read_contest
from votes.rules.count_data import FORMAT, HALF, BallotLine, College, CountFile
from votes.rules.faults import Fault, UnreadableCountFile
from votes.rules.fields import MISSING, Fields
from votes.rules.majority import Threshold
from votes.rules.terms import AbsentPolicy, Abstention, Base, Carry, CollegeTie

COUNTED = method_keys.METHODS
RESOLUTION = "resolution"
MOST_COLLEGES = 100
_COLLEGE_KEYS = frozenset({"id", "weight", "entitled", "present"})
_LIST = N_("a list between square brackets")
_OBJECT = N_("an object between braces")
_MAJORITY = N_('{"over": "1/2"} for strictly more than, or {"at_least": "2/3"}')
BASE_WITH_COLLEGES = N_("with colleges: expressed or all (present and entitled are for one member, one vote)")
_WEIGHT = N_("the weight of the college, a fraction between 0 and 1")


def parse(text: str) -> CountFile:
    """The count file that `text` holds.

    Raises UnreadableCountFile with every fault found: unknown key, key without use for the method, float, wrong type,
    weights that do not sum to 1, ballots of an unknown college, more ballots than people entitled to vote.
    """
    document = strict_json.load(text)
    if not isinstance(document, dict):
        raise UnreadableCountFile([Fault("$", N_("the document is not an object"), _OBJECT)])
    faults: list[Fault] = []
    fields = Fields("$", document, faults)
    title, method = _head(fields)
    colleges = _colleges(fields)
    ballots = read_ballots(fields, frozenset(college.id for college in colleges or ()) if colleges else None)
    file = _assemble(fields, title, method, (colleges or (), ballots))
    _check_numbers(fields, file)
    if faults:
        raise UnreadableCountFile(faults)
    return file


def _head(fields: Fields) -> tuple[str, str]:
    named = fields.text("format")
    if named is not None and named != FORMAT:
        fields.wrong("format", '"scic-count/1"')
    method = fields.text("method") or ""
    known = method_keys.KNOWN_KEYS
    fields.refuse_unknown(known)
    if method and method not in COUNTED:
        fields.wrong("method", N_("one of: %(allowed)s"), allowed=", ".join(COUNTED))
    if method in COUNTED:
        _refuse_useless(fields, method)
    return fields.text("title") or "", method


def _refuse_useless(fields: Fields, method: str) -> None:
    useful = method_keys.keys_of(method)
    for key in fields.data:
        if key in method_keys.KNOWN_KEYS and key not in useful:
            message = N_("the method %(method)s has no use for the key %(key)s")
            fields.refuse(key, message, N_("this key left out"), method=method)


def _colleges(fields: Fields) -> tuple[College, ...] | None:
    """The colleges in order; None where there is a fault in them that makes the rest unreadable."""
    raw = fields.data.get("colleges", [])
    if not isinstance(raw, list):
        fields.wrong("colleges", _LIST)
        return None
    if len(raw) > MOST_COLLEGES:
        expected = N_("at most %(most)s colleges")
        fields.refuse("colleges", N_("%(count)s colleges"), expected, count=len(raw), most=MOST_COLLEGES)
        return None
    read = [_college(f"$.colleges[{index}]", item, fields.faults) for index, item in enumerate(raw)]
    colleges = [college for college in read if college is not None]
    if len(colleges) < len(read):
        return None
    _check_colleges(fields, colleges)
    return tuple(colleges)


def _college(path: str, item: object, faults: list[Fault]) -> College | None:
    if not isinstance(item, dict):
        faults.append(Fault(path, N_("a college is described by an object"), _OBJECT))
        return None
    fields = Fields(path, item, faults)
    fields.refuse_unknown(_COLLEGE_KEYS)
    name, weight = fields.identifier("id"), fields.ratio("weight", _WEIGHT, required=True)
    entitled, present = fields.count("entitled"), fields.count("present")
    if entitled is not None and present is not None and present > entitled:
        _more_present(fields, entitled)
    return None if name is None or weight is None else College(name, weight, entitled, present)


def _check_colleges(fields: Fields, colleges: Sequence[College]) -> None:
    seen: set[str] = set()
    for index, college in enumerate(colleges):
        if college.id in seen:
            message = N_("the college %(college)s is there twice")
            fields.refuse(f"colleges[{index}].id", message, N_("each college once"), college=college.id)
        seen.add(college.id)
    total = sum((college.weight for college in colleges), HALF - HALF)
    if colleges and total != 1:
        expected = N_("weights that sum to exactly 1 (three thirds are written 1/3, 1/3, 1/3)")
        fields.refuse("colleges", N_("the weights sum to %(total)s"), expected, total=total)


def _assemble(
    fields: Fields, title: str, method: str, lists: tuple[tuple[College, ...], tuple[BallotLine, ...]]
) -> CountFile:
    colleges, ballots = lists
    threshold = fields.ratio("block_threshold", N_("a fraction, at least 1/2 and under 1"), required=False)
    if threshold is not None and not HALF <= threshold < 1:
        fields.wrong("block_threshold", N_("a fraction, at least 1/2 and under 1"))
    contest = read_contest(fields, method) if method in COUNTED and method != RESOLUTION else None
    file = CountFile(
        title=title,
        method=method,
        ballots=ballots,
        entitled=fields.count("entitled"),
        present=fields.count("present"),
        colleges=colleges,
        carry=_carry(fields, method, with_colleges=bool(colleges)),
        block_threshold=HALF if threshold is None else threshold,
        college_tie=_college_tie(fields, method),
        empty_college=fields.choice("empty_college", AbsentPolicy),
        silent_college=fields.choice("silent_college", AbsentPolicy),
        base=fields.choice("base", Base),
        abstention=fields.choice("abstention", Abstention),
        majority=_majority(fields),
        contest=contest,
    )
    return file if colleges else _without_weights(file)


def _without_weights(file: CountFile) -> CountFile:
    """What is said of colleges' weights says nothing where there is none: such a file is counted and written without it."""
    return replace(file, carry=None, block_threshold=HALF, college_tie=None, empty_college=None, silent_college=None)


def _carry(fields: Fields, method: str, *, with_colleges: bool) -> Carry | None:
    """A contest weighs ballots: a block goes to one option, which only resolution and plurality have on a ballot."""
    carry = fields.choice("carry", Carry)
    may_block = method in method_keys.CARRIES
    if with_colleges and may_block and "carry" not in fields.data:
        fields.refuse("carry", MISSING, N_("with colleges: proportional or block"))
    if carry is Carry.BLOCK and method in COUNTED and not may_block:
        message = N_("the method %(method)s has no block: its ballots name several options, not one side")
        fields.refuse("carry", message, N_("proportional: each ballot weighs"), method=method)
    return carry


def _college_tie(fields: Fields, method: str) -> CollegeTie | None:
    tie = fields.choice("college_tie", CollegeTie)
    if tie is CollegeTie.AGAINST and method != RESOLUTION:
        fields.wrong("college_tie", N_("void or split: among options there is no side against"))
    return tie


def _majority(fields: Fields) -> Threshold | None:
    if "majority" not in fields.data:
        return None
    raw = fields.data["majority"]
    if not isinstance(raw, dict) or len(raw) != 1 or not raw.keys() <= {"over", "at_least"}:
        fields.wrong("majority", _MAJORITY)
        return None
    [word] = cast("dict[str, object]", raw)
    value = Fields("$.majority", raw, fields.faults).ratio(word, _MAJORITY, required=True)
    if value is None:
        return None
    if (word == "over" and value == 1) or (word == "at_least" and value == 0):
        Fields("$.majority", raw, fields.faults).wrong(word, _MAJORITY)
        return None
    return Threshold(strict=word == "over", value=value)


def _check_numbers(fields: Fields, file: CountFile) -> None:
    """More ballots than people entitled is a stuffed box: it is never counted."""
    if file.entitled is not None and file.present is not None and file.present > file.entitled:
        _more_present(fields, file.entitled)
    if file.colleges:
        _check_colleges_ballots(fields, file)
    elif "colleges" not in fields.data or fields.data["colleges"] == []:
        _check_plain_ballots(fields, file)


def _check_plain_ballots(fields: Fields, file: CountFile) -> None:
    ballots = sum(line.number for line in file.ballots)
    _check_ballots(fields, "ballots", (ballots, file.entitled))
    if file.base is Base.PRESENT:
        _check_ballots(fields, "present", (ballots, file.present))
    needed = {Base.ALL: "entitled", Base.ENTITLED: "entitled", Base.PRESENT: "present"}
    key = needed.get(file.base) if file.base is not None else None
    if key is not None and key not in fields.data:
        fields.refuse(key, MISSING, N_("a whole number: base is %(base)s"), base=file.base)


def _check_colleges_ballots(fields: Fields, file: CountFile) -> None:
    heads = AbsentPolicy.HEADS in (file.empty_college, file.silent_college)
    if file.base in (Base.PRESENT, Base.ENTITLED) and not heads:
        fields.wrong("base", BASE_WITH_COLLEGES)
    cast_by = dict.fromkeys((college.id for college in file.colleges), 0)
    for line in file.ballots:
        cast_by[line.college or ""] += line.number
    for index, college in enumerate(file.colleges):
        _check_ballots(fields, f"colleges[{index}].entitled", (cast_by[college.id], college.entitled))


def _check_ballots(fields: Fields, key: str, numbers: tuple[int, int | None]) -> None:
    ballots, allowed = numbers
    if allowed is not None and ballots > allowed:
        message = N_("%(ballots)s ballots for %(allowed)s people who may vote")
        fields.refuse(key, message, N_("one ballot at most for each right"), ballots=ballots, allowed=allowed)


def _more_present(fields: Fields, entitled: int) -> None:
    expected = N_("at most the number of people entitled to vote, %(entitled)s")
    fields.wrong("present", expected, entitled=entitled)
