"""The rights of an open vote as the desk goes through them: who is still to be asked first, found by name, a page at a time."""

from dataclasses import dataclass

from foundation.kernel.sorting import sort_key
from foundation.web.rules.paging import pages_for
from votes.queries import RightAtDesk, rights_at_desk

PAGE = 50
WAITING, USED = "a-saisir", "saisis"


@dataclass(frozen=True)
class HandsPage:
    """One page of the rights taking part; `waiting` and `used` count all of them, `total` those that were asked for."""

    rights: list[RightAtDesk]
    waiting: int
    used: int
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return pages_for(self.total, PAGE)


def hands_page(box_id: int, query: str, *, only: str, page: int) -> HandsPage:
    """The rights not used yet first, members without a device before the others; one statement at any size.

    `only` keeps those still to be used (WAITING) or those used (USED), as long as no name is searched.
    """
    rights = sorted(rights_at_desk(box_id), key=lambda right: (right.cast, right.has_account))
    used = sum(right.cast for right in rights)
    words = sort_key(query).split()
    if words:
        found = [right for right in rights if _answers_to(right, words)]
    else:
        found = [right for right in rights if only not in (WAITING, USED) or right.cast is (only == USED)]
    page = max(1, min(page, pages_for(len(found), PAGE)))
    shown = found[(page - 1) * PAGE : page * PAGE]
    return HandsPage(shown, len(rights) - used, used, len(found), page)


def _answers_to(right: RightAtDesk, words: list[str]) -> bool:
    """Each word in the member's name or the holder's, or the member's number."""
    names = sort_key(f"{right.name} {right.holder_name or ''}")
    return all(word in names or word == str(right.member_number) for word in words)
