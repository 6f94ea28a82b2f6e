"""The mails of a consultation, as one may write them; the reminder, the result and what followed may be switched off."""

from datetime import UTC, datetime

from foundation.kernel.clock import PARIS
from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown
from foundation.wording.rules.letters import Group, Wording

_SAMPLE: dict[str, object] = {
    "to_name": "Camille Exemple",
    "public_url": "https://scic.example",
    "title": "Priorités de l’année prochaine",
    "text": "Le conseil prépare le programme\u202f: dites-nous ce qui compte le plus.",
    "questions": "1. Que faire d’abord\u202f?\n2. Quand nous réunir\u202f?",
    "closes_at": datetime(2026, 6, 12, 16, 0, tzinfo=UTC),
    "zone": PARIS,
    "members": "",
    "outcome": "Le conseil a retenu l’atelier de réparation, dès septembre.",
    "decision": 12,
    "decision_title": "Programme 2027",
    "path": "/consultations/7",
    "consultation_url": "https://scic.example/consultations/7",
}
_TITLE = Field("consultation", N_("Title of the consultation"), "title")
_LINK = Field("lien", N_("Address of the consultation"), "consultation_url", Shown.LINK)
_CLOSES = Field("fin", N_("Until when one may answer"), "closes_at", Shown.MOMENT)
_MEMBERS = Field("membres", N_("The members for whom one answers, where they are others"), "members")
_QUESTIONS = Field("questions", N_("The questions, a line for each"), "questions")

INVITATION = Wording(
    "consultation-invitation",
    N_("Consultation: the mail that asks for an answer"),
    N_("Leaves to each member who is asked, when a consultation opens."),
    Group.CONSULTATIONS,
    (_TITLE, Field("texte", N_("Why it is asked"), "text"), _QUESTIONS, _CLOSES, _MEMBERS, _LINK),
    _SAMPLE,
    switched=False,
    because=N_("Whoever is on a roll is told so: this mail always leaves."),
)
REMINDER = Wording(
    "consultation-reminder",
    N_("Consultation: the reminder"),
    N_("Leaves before the closing, or by hand, to those who have not answered everything, and to them alone."),
    Group.CONSULTATIONS,
    (_TITLE, _CLOSES, _MEMBERS, _LINK),
    _SAMPLE,
)
RESULT = Wording(
    "consultation-result",
    N_("Consultation: the result can be read"),
    N_("Leaves once every question is counted and published, to those who were asked and want news."),
    Group.CONSULTATIONS,
    (_TITLE, _LINK),
    _SAMPLE | {"path": "/consultations/7/resultat"},
)
OUTCOME = Wording(
    "consultation-outcome",
    N_("Consultation: what was decided after it"),
    N_("Leaves where who writes what was decided asks for it, to those who were asked and want news."),
    Group.CONSULTATIONS,
    (_TITLE, Field("suites", N_("What was decided"), "outcome"), _LINK),
    _SAMPLE | {"path": "/consultations/7/resultat"},
)
LETTERS = (INVITATION, REMINDER, RESULT, OUTCOME)
