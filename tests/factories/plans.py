"""Plans of ballots for tests."""

from typing import Any

from votes.rules.plans import BallotPlan

FIVE = ("Ada Brume", "Zoé Lande", "Noé Sel", "Ysé Roc", "Léo Pin")


def election(*names: str, seats: int = 3, method: str = "approval", **more: Any) -> BallotPlan:
    """An election by approval, unless another method is said; keys of the contest in `contest`."""
    options = [{"id": f"o{place}", "label": name} for place, name in enumerate(names or FIVE, 1)]
    contest = {"options": options, "seats": seats} | more.pop("contest", {})
    return BallotPlan(method, contest, subject=more.pop("subject", "election"), **more)
