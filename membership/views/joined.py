"""All pages of members on their blueprint, for the front door."""

from membership.views import doubles, life, pages, people, reach, relations
from membership.views.blueprint import blueprint

__all__ = ["blueprint", "doubles", "life", "pages", "people", "reach", "relations"]
