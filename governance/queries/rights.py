"""What one account may do at an assembly: the memberships it acts for, and the proxies these hold."""

from dataclasses import dataclass

from governance.queries.floor import Floor
from governance.rules.presence import Standing, Way
from governance.rules.roll import Candidate


@dataclass(frozen=True)
class Rights:
    """Memberships of the account, the proxies they hold, and those it acts for that have no vote (with the reason)."""

    own: tuple[Candidate, ...]
    held: tuple[Candidate, ...]
    without_vote: tuple[tuple[str, str], ...]
    standings: dict[int, Standing]

    @property
    def any(self) -> bool:
        """Whether the account has anything to vote with."""
        return bool(self.own or self.held)

    @property
    def present(self) -> bool:
        """Whether one of its memberships is checked in."""
        return any(self.standings[one.member_id].holder_id == one.member_id for one in self.own)

    @property
    def represented(self) -> bool:
        """Whether a proxy votes for every one of its memberships."""
        return all(self.standings[one.member_id].way in (Way.REPRESENTED, Way.BLANK_PROXY) for one in self.own)


def rights_on(floor: Floor, account_id: int) -> Rights:
    """The rights of an account on this floor."""
    own = tuple(one for one in floor.roll.entitled if account_id in one.account_ids)
    mine = {one.member_id for one in own}
    held = tuple(
        one
        for one in floor.roll.entitled
        if (proxy := floor.proxies.get(one.member_id)) is not None and proxy.holder_id in mine
    )
    without = tuple(
        (left_out.candidate.name, left_out.message)
        for left_out in floor.roll.excluded
        if account_id in left_out.candidate.account_ids
    )
    return Rights(own, held, without, {one.member_id: floor.standings[one.member_id] for one in own + held})
