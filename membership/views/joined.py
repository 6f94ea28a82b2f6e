"""All pages of members on their blueprint, for the front door."""

from membership.views import life, pages, people
from membership.views.blueprint import blueprint

__all__ = ["blueprint", "life", "pages", "people"]
