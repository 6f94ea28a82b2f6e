"""The journal of the acts: operations and movements with their numbers and true seals, claims, losses of each year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from benchmarks.cooperative.acts import Act, Play
from benchmarks.cooperative.lives import BEGUN, END, Life
from shares.rules.chain import GENESIS, MOVEMENT_FIELDS, OPERATION_FIELDS, seal

WRITER = {"actor_id": None, "actor_name": "Reprise"}
HOUR = time(9, tzinfo=UTC)
Row = dict[str, Any]


def recorded(day: date) -> datetime:
    """The moment at which what is of a day was recorded."""
    return datetime.combine(day, HOUR)


def operations(acts: list[Act], claims: dict[int, int]) -> Iterator[Row]:
    """One row an act, in order."""
    ids = {id(act): number for number, act in enumerate(acts, 1)}
    for number, act in enumerate(acts, 1):
        yield {
            "id": number,
            "kind": str(act.kind),
            "effective_on": act.effective_on,
            "decided_on": act.effective_on if act.decision else None,
            "decision": act.decision,
            "motive": "Saisie deux fois" if act.takes_back else "",
            "document": "",
            "means": "",
            "payer": "",
            "recorded_at": recorded(act.recorded_on),
            "reverses_id": ids[id(act.takes_back)] if act.takes_back else None,
            "about_id": None,
            "claim_id": claims[act.member] if act.claim_step else None,
            "claim_step": act.claim_step,
            "batch_id": None,
            **WRITER,
        }


def movements(acts: list[Act], written: list[Row]) -> Iterator[Row]:
    """One row a leg, sealed with the operation of its act (`written`, in the same order)."""
    number, previous = 0, GENESIS
    first: dict[int, int] = {}
    for act, operation in zip(acts, written, strict=True):
        sealed = [operation[name] for name in OPERATION_FIELDS]
        first[id(act)] = number + 1
        for place, leg in enumerate(act.legs):
            number += 1
            row = {
                "id": number,
                "number": number,
                "operation_id": operation["id"],
                "kind": str(leg.kind),
                "member_id": leg.member_id,
                "application_id": None,
                "shares": leg.shares,
                "nominal_cents": leg.nominal_cents,
                "subscribed_cents": leg.shares * leg.nominal_cents,
                "called_cents": leg.called_cents,
                "paid_cents": leg.paid_cents,
                "owed_cents": leg.owed_cents,
                "advance_cents": leg.advance_cents,
                "effective_on": act.effective_on,
                "recorded_at": operation["recorded_at"],
                "acquired_on": None,
                "reverses_id": first[id(act.takes_back)] + place if act.takes_back else None,
            }
            own = seal(previous, [row[name] for name in MOVEMENT_FIELDS], sealed)
            yield row | {"prev_hash": previous, "hash": own}
            previous = own


def claim_rows(play: Play, ids: dict[int, int]) -> Iterator[Row]:
    """A place in the queue for each member who left, in the order of their days."""
    by_number: dict[int, Life] = {life.number: life for life in play.lives}
    for member, claim_id in ids.items():
        _shares, cents, rank_on = play.claims[member]
        life = by_number[member]
        yield {
            "id": claim_id,
            "member_id": member,
            "step": 1,
            "shares": _shares,
            "whole": True,
            "amount_cents": cents,
            "cause": life.left_by,
            "rank_on": rank_on,
            "asked_on": rank_on,
            "recorded_at": recorded(rank_on),
            **WRITER,
        }


def claim_ids(play: Play) -> dict[int, int]:
    """The number of each claim, by member, in the order of their ranks; who held nothing has none."""
    held = [(rank_on, member) for member, (shares, _cents, rank_on) in play.claims.items() if shares]
    return {member: number for number, (_rank, member) in enumerate(sorted(held), 1)}


def loss_rows() -> Iterator[Row]:
    """No loss to charge, as the assembly found for each year."""
    for number, year in enumerate(range(BEGUN.year, END.year), 1):
        yield {
            "id": number,
            "year_end": date(year, 12, 31),
            "losses_cents": 0,
            "special_reserve_cents": 0,
            "statutory_reserve_cents": 0,
            "capital_cents": 0,
            "paid_cents": 0,
            "decided_on": date(year + 1, 6, 1),
            "decision": f"Assemblée générale du 01/06/{year + 1}",
            "recorded_at": recorded(date(year + 1, 6, 1)),
            **WRITER,
        }
