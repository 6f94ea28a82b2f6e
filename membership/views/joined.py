"""All pages of members on their blueprint, for the front door."""

from membership.views import (
    appeals,
    candidates,
    consents,
    doubles,
    following,
    joining,
    leaving,
    life,
    news,
    own,
    pages,
    people,
    reach,
    relations,
    sheets,
    writing,
)
from membership.views.blueprint import blueprint

__all__ = [
    "appeals",
    "blueprint",
    "candidates",
    "consents",
    "doubles",
    "following",
    "joining",
    "leaving",
    "life",
    "news",
    "own",
    "pages",
    "people",
    "reach",
    "relations",
    "sheets",
    "writing",
]
