"""The pages of the programme: one file a subject, one blueprint for all."""

from pole.programme.views import (
    acting,
    actions,
    axes,
    becoming,
    contributions,
    files,
    ideas,
    proposals,
    public,
    versions,
)
from pole.programme.views.blueprint import blueprint

__all__ = [
    "acting",
    "actions",
    "axes",
    "becoming",
    "blueprint",
    "contributions",
    "files",
    "ideas",
    "proposals",
    "public",
    "versions",
]
