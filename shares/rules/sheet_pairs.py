"""Transfers of a sheet: one line that names both members, or two lines, one for each account, that are one act."""

from collections.abc import Sequence
from dataclasses import replace

from foundation.kernel.sentences import N_
from shares.rules.kinds import Kind
from shares.rules.sheet_acts import BETWEEN, Way
from shares.rules.sheet_lines import Wanted
from spreadsheets.rules.fields import Fault


def paired(wanted: Sequence[Wanted]) -> tuple[list[Wanted], dict[int, Fault]]:
    """The acts with each transfer once, given from `holder` to `other`; and the lines whose other half is missing.

    Where the sheet writes minus signs, signs tell who gives; where it writes none, the line names who gives first.
    """
    signed = any(one.figures.get("shares", 0) < 0 for one in wanted if one.act.kind in BETWEEN)
    kept: list[Wanted] = []
    halves: list[tuple[Wanted, bool]] = []
    for one in wanted:
        if one.act.kind is Kind.TRANSFER or (one.act.kind is Kind.SUCCESSION and one.other is not None):
            halves.append((one, _comes_in(one, signed)))
        elif one.act.kind is Kind.SUCCESSION and one.figures.get("shares", 0) > 0 and signed:
            halves.append((one, True))
        else:
            kept.append(one)
    acts, faults = _joined(halves)
    return [*kept, *acts], faults


def _comes_in(one: Wanted, signed: bool) -> bool:
    if one.figures.get("shares", 0) < 0 or one.act.way is Way.OUT:
        return False
    return one.act.way is Way.IN or signed


def _joined(halves: list[tuple[Wanted, bool]]) -> tuple[list[Wanted], dict[int, Fault]]:
    givers = [one for one, comes_in in halves if not comes_in]
    takers: dict[tuple[object, ...], list[Wanted]] = {}
    for one, comes_in in halves:
        if comes_in:
            takers.setdefault((one.act.kind, one.on, one.shares), []).append(one)
    acts: list[Wanted] = []
    faults: dict[int, Fault] = {}
    for one in sorted(givers, key=lambda giver: giver.other is None):
        half = _half_of(one, takers.get((one.act.kind, one.on, one.shares), []))
        if half is not None:
            takers[one.act.kind, one.on, one.shares].remove(half)
            acts.append(replace(one, other=half.holder, lines=(one.line, half.line)))
        elif one.other is not None:
            acts.append(one)
        else:
            faults[one.line] = _missing("counterpart")
    for left in takers.values():
        for one in left:
            if one.other is None:
                faults[one.line] = _missing("counterpart")
            else:
                acts.append(replace(one, holder=one.other, other=one.holder))
    return acts, faults


def _half_of(giver: Wanted, takers: list[Wanted]) -> Wanted | None:
    """The line of who receives: its other member, where it names one, is who gives."""
    for taker in takers:
        given_to = giver.other is None or giver.other.member_id == taker.holder.member_id
        received_from = taker.other is None or taker.other.member_id == giver.holder.member_id
        same_price = (
            "nominal" not in giver.figures
            or taker.figures.get("nominal", giver.figures["nominal"]) == (giver.figures["nominal"])
        )
        if given_to and received_from and same_price and taker.holder.member_id != giver.holder.member_id:
            return taker
    return None


def _missing(field: str) -> Fault:
    return Fault(
        field,
        N_(
            "Shares pass between two members, and this line names one: give the number of the other, or the line of the "
            "other on the same day for as many shares."
        ),
    )
