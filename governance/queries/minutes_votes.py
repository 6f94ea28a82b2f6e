"""What the minutes say of each point: its debate, its vote from the stored result, the quorum as it was kept."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import Assembly, Decision, QuorumFact
from governance.queries.decisions import decisions_of
from governance.queries.item_boxes import past_of_items
from governance.queries.minutes_happened import happened_in
from governance.queries.notice_paper import numbers_of
from governance.queries.resolution_paper import Voted, VotesOnPaper, votes_on_paper
from governance.queries.ruling import Ruling
from governance.rules.paper_words import DELIBERATIONS
from votes.models import Box, BoxResult

NO_QUORUM = "Faute de quorum, cette résolution n’est pas mise aux voix."
NOT_VOTED = "Cette résolution n’a pas été mise aux voix."
HEAD_COUNTS = {"members": ("present", "entitled"), "shares": ("present_shares", "entitled_shares")}


def voted_items(assembly: Assembly) -> list[Voted]:
    """What was put to the vote and counted, round after round, in the order of the agenda; a few statements.

    An annulled vote is among them, before the new one: minutes tell what happened.
    """
    by_item = past_of_items(assembly.items)
    boxes = {box.id: box for found in by_item.values() for box in found}
    if not boxes:
        return []
    stored = select(BoxResult).where(BoxResult.box_id.in_(boxes))
    results = {row.box_id: row for row in db.session.execute(stored).scalars()}
    decisions = _by_round(decisions_of(assembly), boxes)
    numbers = numbers_of(assembly)
    return [
        Voted(numbers[item.id], item, box, results[box.id], decisions.get(box.id))
        for item in assembly.items
        for box in by_item.get(item.id, ())
        if box.id in results
    ]


def _by_round(decisions: Iterable[Decision], boxes: Mapping[int, Box]) -> dict[int, Decision]:
    """The decision of each box: that of its own round, or of the second one that followed it and stands."""
    found = {one.origin.box_id: one for one in decisions}
    for box in boxes.values():
        if box.previous_box_id is not None and box.id in found:
            found.setdefault(box.previous_box_id, found[box.id])
    return found


def agenda_on_paper(
    assembly: Assembly, voted: list[Voted], ruling: Ruling, debates: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each point with its debate and its votes: a resolution, or the rounds of a contest; one not voted says why."""
    papers = votes_on_paper(voted, ruling)
    unmet = {fact.question for fact in _quorum_facts(assembly) if not fact.met and fact.at == assembly.closed_at}
    happened = happened_in(voted)
    points = []
    for item in assembly.items:
        debate = "\n\n".join(filter(None, [debates.get(str(item.id), ""), *happened.get(item.id, ())]))
        own = papers.get(item.id, VotesOnPaper())
        if item.question and not own:
            why = NO_QUORUM if item.question in unmet else NOT_VOTED
            debate = f"{debate}\n\n{why}".strip()
        points.append(
            {
                "number": item.position,
                "title": item.title,
                "debate": debate,
                "resolution": own.resolution,
                "contests": own.contests,
            }
        )
    return points


def was_held(assembly: Assembly) -> bool:
    """Whether the assembly could deliberate: a resolution was voted, or no quorum was missing at the closing."""
    voted = any(item.box_id is not None for item in assembly.items)
    return voted or all(fact.met for fact in _quorum_facts(assembly) if fact.at == assembly.closed_at)


def quorums_on_paper(assembly: Assembly) -> list[dict[str, Any]]:
    """The quorum as it was found: at the opening, at each vote where it had changed, at the closing where it failed."""
    numbers = numbers_of(assembly)
    said: list[dict[str, Any]] = []
    seen: dict[str, dict[str, Any]] = {}
    for fact in _quorum_facts(assembly):
        if seen.get(fact.question) == fact.figures:
            continue
        seen[fact.question] = fact.figures
        said.append(_quorum(fact, _when(fact, assembly, numbers)))
    return said


def attachments_of(voted: list[Voted]) -> list[dict[str, Any]]:
    """The count file of each vote, to be carried inside the PDF: anybody can count again."""
    last = {(one.number, one.box.round): one.box.id for one in voted}
    return [
        {
            "name": f"depouillement-resolution-{one.number}{_round(one, '-tour-')}{_earlier(one, last)}.json",
            "content": one.result.count_file.encode(),
            "mime": "application/json",
            "description": f"Dépouillement de la résolution n° {one.number}{_round(one, ', tour ')}",
        }
        for one in voted
    ]


def _earlier(voted: Voted, last: Mapping[tuple[int, int], int]) -> str:
    """A vote put again after it was annulled has its own file."""
    return "" if last[voted.number, voted.box.round] == voted.box.id else f"-scrutin-{voted.box.id}"


def _round(voted: Voted, words: str) -> str:
    return f"{words}{voted.box.round}" if voted.box.round > 1 else ""


def quorum_words(assembly: Assembly, item_id: int) -> str:
    """One sentence on the quorum at the vote of a resolution, for an extract; empty where none was kept."""
    facts = [fact for fact in _quorum_facts(assembly) if fact.agenda_item_id == item_id]
    if not facts:
        return ""
    figures = facts[0].figures
    taking_part = f"{figures['present']} associés sur {figures['entitled']} prenaient part au vote"
    if figures["required"] is None:
        return f"Aucun quorum n’est requis ; {taking_part}."
    return f"Le quorum requis ({figures['required']}) était atteint ; {taking_part}."


def _quorum_facts(assembly: Assembly) -> list[QuorumFact]:
    wanted = select(QuorumFact).where(QuorumFact.assembly_id == assembly.id).order_by(QuorumFact.id)
    return list(db.session.execute(wanted).scalars())


def _when(fact: QuorumFact, assembly: Assembly, numbers: dict[int, int]) -> str:
    if fact.agenda_item_id is not None:
        return f"au vote de la résolution n° {numbers[fact.agenda_item_id]}"
    return "à la clôture" if fact.at == assembly.closed_at else "à l’ouverture de la séance"


def _quorum(fact: QuorumFact, when: str) -> dict[str, Any]:
    figures = fact.figures
    count, of = HEAD_COUNTS.get(figures["basis"], (None, None))
    required = figures["required"]
    return {
        "label": f"{DELIBERATIONS[fact.question]}, {when}",
        "met": figures["met"],
        "basis": figures["basis"],
        "required": None if required is None else Fraction(required),
        "reached": Fraction(figures["reached"]),
        "count": figures[count] if count else None,
        "of": figures[of] if of else None,
        "source": figures["source"],
        "colleges": []
        if count
        else [
            {"name": one["name"], "reached": Fraction(one["reached"]), "met": one["met"]} for one in figures["colleges"]
        ],
    }
