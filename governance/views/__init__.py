"""The pages of assemblies: one file a screen, one blueprint for all."""

from governance.views import (
    agenda,
    assemblies,
    compliance,
    consultation_answers,
    consultation_opening,
    consultation_questions,
    consultations,
    decisions,
    desk,
    door,
    hands,
    live,
    minutes,
    notice,
    papers,
    proxies,
)
from governance.views.blueprint import blueprint

__all__ = [
    "agenda",
    "assemblies",
    "blueprint",
    "compliance",
    "consultation_answers",
    "consultation_opening",
    "consultation_questions",
    "consultations",
    "decisions",
    "desk",
    "door",
    "hands",
    "live",
    "minutes",
    "notice",
    "papers",
    "proxies",
]
