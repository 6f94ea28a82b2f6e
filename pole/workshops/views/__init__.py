"""The pages of workshops: one file a screen, one blueprint for all."""

from pole.workshops.views import becoming, calendar, files, library, organisations, people, records, sessions, yields
from pole.workshops.views.blueprint import blueprint

__all__ = [
    "becoming",
    "blueprint",
    "calendar",
    "files",
    "library",
    "organisations",
    "people",
    "records",
    "sessions",
    "yields",
]
