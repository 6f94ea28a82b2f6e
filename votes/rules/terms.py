"""The words of the count file's policies, each a closed list (docs: the count file, table of keys)."""

from enum import StrEnum


class Carry(StrEnum):
    """How a college's votes are carried to the assembly."""

    PROPORTIONAL = "proportional"
    BLOCK = "block"


class CollegeTie(StrEnum):
    """With `block`, what becomes of the weight of a college in which no side passes the threshold."""

    VOID = "void"
    SPLIT = "split"
    AGAINST = "against"


class AbsentPolicy(StrEnum):
    """What becomes of the weight of a college without members (empty) or without expressed vote (silent)."""

    VOID = "void"
    EQUAL = "equal"
    PROPORTIONAL = "proportional"
    HEADS = "heads"


class Base(StrEnum):
    """What the majority is taken of."""

    EXPRESSED = "expressed"
    ALL = "all"
    PRESENT = "present"
    ENTITLED = "entitled"


class Abstention(StrEnum):
    """What an abstention counts as."""

    EXCLUDED = "excluded"
    AGAINST = "against"
    FOR = "for"


class CollegeState(StrEnum):
    """Whether a college weighed on a question."""

    EXPRESSED = "expressed"
    SILENT = "silent"
    EMPTY = "empty"


class TieRule(StrEnum):
    """What settles a tie for a place; chosen before the vote opens."""

    NONE = "none"
    ORDER = "order"
    LOT = "lot"
