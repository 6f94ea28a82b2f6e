"""Which keys each counting method has a use for; any other known key is refused by name, and an unknown one too."""

METHODS = (
    "resolution",
    "plurality",
    "approval",
    "score",
    "points",
    "majority_judgment",
    "schulze",
    "greedy",
    "equal_shares",
    "borda",
    "irv",
    "stv",
)

_EVERY_METHOD = frozenset({"format", "title", "method", "ballots", "entitled", "present", "colleges"})
_WEIGHTING = frozenset({"empty_college", "silent_college", "carry"})
_BLOCK = frozenset({"block_threshold", "college_tie"})
_RESOLUTION = frozenset({"base", "abstention", "majority"})
_ELECTION = frozenset({"options", "seats", "tie_rule", "tie_order", "tie_seed"})
_FUNDING = frozenset({"options", "budget_cents", "marks", "tie_rule", "tie_order", "tie_seed"})

OWN_KEYS: dict[str, frozenset[str]] = {
    "resolution": _RESOLUTION | _BLOCK,
    "plurality": _ELECTION | _BLOCK,
    "approval": _ELECTION | {"marks", "approval_threshold"},
    "score": _ELECTION | {"max_score"},
    "points": _ELECTION | {"points"},
    "majority_judgment": _ELECTION | {"grades", "default_grade"},
    "schulze": _ELECTION,
    "borda": _ELECTION,
    "irv": _ELECTION,
    "stv": _ELECTION,
    "greedy": _FUNDING,
    "equal_shares": _FUNDING,
}

# a contest needs no carry: its ballots weigh; these two may carry a college as a block
CARRIES = frozenset(method for method, keys in OWN_KEYS.items() if keys >= _BLOCK)
KNOWN_KEYS = _EVERY_METHOD | _WEIGHTING | frozenset().union(*OWN_KEYS.values())


def keys_of(method: str) -> frozenset[str]:
    """Every key that a file of this method may hold."""
    return _EVERY_METHOD | _WEIGHTING | OWN_KEYS[method]
