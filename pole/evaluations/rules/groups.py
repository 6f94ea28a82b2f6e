"""Which groups of answers may be shown without telling what somebody answered.

The answers to one action are parted by college. A group is shown from five answers on, or from three where every member of
its colleges agreed. A college under that number is hidden among others: its answers are added to those of the other small
ones, then, if these are still too few, to the smallest that is left, until the group is large enough. What is shown is a
partition of all the answers, and every total is a sum of shown groups: a subtraction gives groups that are shown, or
nothing. Colleges without an answer add nothing to any group.
"""

from collections.abc import Collection, Mapping

LEAST = 5
LEAST_AGREED = 3

Group = tuple[str, ...]


def least(colleges: Collection[str], agreed: Collection[str]) -> int:
    """From how many answers on a group of these colleges is shown: five, or three where all their members agreed.

    >>> least(["a"], ["a"]), least(["a", "b"], ["a"])
    (3, 5)
    """
    return LEAST_AGREED if colleges and set(colleges) <= set(agreed) else LEAST


def shown_groups(answers: Mapping[str, int], agreed: Collection[str] = ()) -> tuple[Group, ...]:
    """The groups in which the answers are shown, in the order of the colleges; none where all of them are too few.

    `answers`: by college, in the order of the colleges. Source: our specification of evaluations, "hide a college's bar
    below 5 answers (3 if all its members agreed) and merge, so that subtraction does not reveal it".

    >>> shown_groups({"a": 9, "b": 2, "c": 3, "d": 12})
    (('a',), ('b', 'c'), ('d',))
    >>> shown_groups({"a": 9, "b": 2, "d": 12}), shown_groups({"a": 2, "b": 2})
    ((('a', 'b'), ('d',)), ())
    """
    order = [college for college, number in answers.items() if number]
    small = [college for college in order if answers[college] < least([college], agreed)]
    others = sorted((college for college in order if college not in small), key=lambda one: answers[one])
    while small and sum(answers[one] for one in small) < least(small, agreed):
        if not others:
            return ()
        small.append(others.pop(0))
    groups: list[Group] = [(college,) for college in order if college not in small]
    if small:
        groups.append(tuple(college for college in order if college in small))
    return tuple(sorted(groups, key=lambda group: order.index(group[0])))
