"""A resolution as minutes and extracts print it (templates/documents/_resultat.typ), from its frozen roll and stored result."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select

from foundation.documents.rules.charts import Drawing, Outcome, vote_bar
from foundation.kernel.db import db
from governance.models import AgendaItem, Decision
from governance.queries.ruling import Ruling
from governance.rules.kinds import QuestionKind
from governance.rules.outcomes import ELECTION
from governance.rules.paper_words import threshold_words
from governance.rules.presence import Way
from votes.models import Box, BoxResult, Right
from votes.queries import contest_of_box, denominators, published_resolution
from votes.queries.contest_paper import contest_on_paper, counts_on_paper
from votes.queries.happened import happened_among
from votes.queries.result_paper import happened_on_paper
from votes.roll_changes import entitled_among
from votes.rules.contest import Contest
from votes.rules.life import counted_apart
from votes.rules.majority import Threshold
from votes.rules.published import Published

COLUMNS = {
    Way.PRESENT: "present",
    Way.REMOTE: "remote",
    Way.REPRESENTED: "represented",
    Way.BLANK_PROXY: "represented",
}
Heads = dict[str, Counter[str]]


@dataclass(frozen=True)
class Voted:
    """A resolution that was put to the vote: its number among the resolutions, its box, its stored result, its decision."""

    number: int
    item: AgendaItem
    box: Box
    result: BoxResult
    decision: Decision | None


def presence_in_boxes(box_ids: Sequence[int]) -> dict[int, Heads]:
    """By box and college, how many rights were entitled, present, represented, remote; one statement."""
    columns = (Right.box_id, Right.college, Right.kind)
    wanted = select(*columns, func.count()).where(Right.box_id.in_(box_ids)).group_by(*columns)
    found: dict[int, Heads] = {box_id: {} for box_id in box_ids}
    for box_id, college, kind, number in db.session.execute(wanted):
        heads = found[box_id].setdefault(college, Counter())
        heads["entitled"] += number
        if kind in COLUMNS:
            heads[COLUMNS[Way(kind)]] += number
    return found


@dataclass(frozen=True)
class VotesOnPaper:
    """What a point was put to: a resolution, or a contest in one round or two."""

    resolution: dict[str, Any] | None = None
    contests: list[dict[str, Any]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.resolution is not None or bool(self.contests)


def votes_on_paper(voted: Sequence[Voted], ruling: Ruling) -> dict[int, VotesOnPaper]:
    """By point of the agenda, its votes as papers print them; as many statements for many as for one."""
    boxes = [one.box for one in voted]
    heads = presence_in_boxes([box.id for box in boxes])
    entitled, happened = entitled_among(boxes), happened_among(boxes)
    found: dict[int, VotesOnPaper] = {}
    for one in voted:
        said = happened_on_paper(happened[one.box.id])
        contest = contest_of_box(one.box)
        if contest is None:
            paper = resolution_on_paper(one, ruling, heads[one.box.id]) | {"applied": said}
            found[one.item.id] = VotesOnPaper(paper)
        else:
            rounds = found.setdefault(one.item.id, VotesOnPaper()).contests
            rounds.append(contest_of_item(one, contest, entitled[one.box.id]) | {"applied": said})
    return found


def contest_of_item(voted: Voted, contest: Contest, entitled: Mapping[str, int]) -> dict[str, Any]:
    """The data of one round of a contest: figures by college, denominators, tie and rule; those elected by name."""
    elects = voted.item.plan.subject == ELECTION
    lines = denominators(voted.box, voted.result, entitled)
    return contest_on_paper(voted.box, voted.result, contest, entitled=entitled, elects=elects) | {
        "number": voted.number,
        "kind": QuestionKind(voted.item.question).value,
        "decision_number": str(voted.decision.number) if voted.decision else "",
        "counts": counts_on_paper(lines),
    }


def resolution_on_paper(voted: Voted, ruling: Ruling, heads: Heads) -> dict[str, Any]:
    """The data of one resolution. Every figure is the stored one."""
    published = published_resolution(voted.box, voted.result)
    kind = QuestionKind(voted.item.question)
    unexpressed = _unexpressed(voted.result)
    threshold = _threshold(published.threshold, ruling.assembly_rules(kind).source("majority"))
    return {
        "number": voted.number,
        "title": voted.item.title,
        "text": voted.item.text or voted.item.title,
        "kind": kind.value,
        "decision_number": str(voted.decision.number) if voted.decision else "",
        "ballot": "secret" if voted.box.secret else "open",
        "opened_at": voted.box.opened_at,
        "closed_at": voted.box.closed_at,
        "counted_at": counted_apart(voted.box.closed_at, voted.result.closed_at),
        "colleges": [_college(one, heads, unexpressed) for one in published.colleges],
        "set_aside": bool(published.colleges) and not published.weighted,
        "heads": _presence(sum(heads.values(), Counter()))
        | {"for": published.votes.for_, "against": published.votes.against, "abstain": published.votes.abstain}
        | {"blank": published.blank, "null": published.null},
        "outcome": {
            "for": published.for_,
            "against": published.against,
            "base": published.base,
            "ratio": published.ratio,
        },
        "threshold": threshold,
        "rule": _rule(voted.box),
        "applied": [],
        "reasons": voted.result.reasons["fr"],
        "adopted": bool(published.adopted),
        "chart": _chart(voted.number, published, threshold),
        "note": "",
    }


def _college(one: Any, heads: Heads, unexpressed: Counter[tuple[str, str]]) -> dict[str, Any]:
    return _presence(heads.get(one.id, Counter())) | {
        "name": one.name,
        "weight": one.weight,
        "for": one.votes.for_,
        "against": one.votes.against,
        "abstain": one.votes.abstain,
        "blank": unexpressed[one.id, "blank"],
        "null": unexpressed[one.id, "null"],
        "state": str(one.state),
        "settled_weight": None,
        "carried_for": one.carried_for,
        "carried_against": one.carried_against,
    }


def _presence(heads: Counter[str]) -> dict[str, int]:
    return {name: heads[name] for name in ("entitled", "present", "represented", "remote", "postal")}


def _unexpressed(result: BoxResult) -> Counter[tuple[str, str]]:
    """Blank and null ballots by college, which the result gives only in all."""
    found: Counter[tuple[str, str]] = Counter()
    for line in json.loads(result.count_file)["ballots"]:
        if line["choice"] in ("blank", "null"):
            found[line.get("college", ""), line["choice"]] += line["count"]
    return found


def _threshold(threshold: Threshold | None, source: str) -> dict[str, Any]:
    if threshold is None:
        return {
            "words": "une majorité que les statuts ne disent pas",
            "value": Fraction(0),
            "strict": True,
            "source": "",
        }
    words = threshold_words(threshold.value, strict=threshold.strict)
    return {"words": words, "value": threshold.value, "strict": threshold.strict, "source": source}


def _rule(box: Box) -> dict[str, Any]:
    rules, weighted = box.rules, bool(box.colleges)
    names = ("carry", "college_tie", "empty_college", "silent_college")
    own = {name: rules.get(name) if weighted else None for name in names}
    block = Fraction(rules["block_threshold"]) if own["carry"] == "block" else None
    return own | {
        "block_threshold": block,
        "base": rules["base"],
        "abstention": rules["abstention"],
        "source": "statuts",
    }


def _chart(number: int, published: Published, threshold: dict[str, Any]) -> Drawing | None:
    if not published.base:
        return None
    words = f"majorité : {threshold['words']}"
    outcome = Outcome(published.for_, published.against, published.base, threshold["value"], words)
    return vote_bar(f"Résultat de la résolution {number}", outcome)
