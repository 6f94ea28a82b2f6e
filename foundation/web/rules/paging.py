"""How many pages, and which of them are linked."""


def pages_for(total: int, size: int) -> int:
    """The number of pages of `size` lines; an empty list has one page.

    >>> pages_for(0, 50), pages_for(50, 50), pages_for(51, 50)
    (1, 1, 2)
    """
    return max(1, -(-total // size))


def page_links(current: int, last: int) -> list[int | None]:
    """First, last and the neighbours of the current page; None is a gap.

    >>> page_links(5, 9), page_links(1, 3)
    ([1, None, 4, 5, 6, None, 9], [1, 2, 3])
    """
    wanted = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    links: list[int | None] = []
    for number in wanted:
        before = links[-1] if links else None
        if before is not None and number - before == 2:
            links.append(before + 1)
        elif before is not None and number - before > 2:
            links.append(None)
        links.append(number)
    return links
