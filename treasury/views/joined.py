"""All pages of the treasury on their blueprint, for the front door."""

from treasury.services import demands
from treasury.views import books, files, lines, overview, payouts, requests, settings
from treasury.views.blueprint import blueprint

__all__ = ["blueprint", "books", "demands", "files", "lines", "overview", "payouts", "requests", "settings"]
