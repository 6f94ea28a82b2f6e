"""The mails of an evaluation to members, as one may write them; the reminder may be switched off.

The mail of a personal link is not among them: it carries a secret, and loses its text once it was sent.
"""

from datetime import UTC, datetime

from foundation.kernel.clock import PARIS
from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown
from foundation.wording.rules.letters import Group, Wording

_SAMPLE: dict[str, object] = {
    "to_name": "Camille Exemple",
    "public_url": "https://scic.example",
    "title": "Évaluation de l’année",
    "text": "Dites-nous ce que valent nos actions\u202f: le conseil décide ensuite de la suite.",
    "subjects": 6,
    "closes_at": datetime(2026, 6, 12, 16, 0, tzinfo=UTC),
    "zone": PARIS,
    "members": "",
    "link": "https://scic.example/evaluations/7",
}
_TITLE = Field("evaluation", N_("Title of the evaluation"), "title")
_LINK = Field("lien", N_("Address of the evaluation"), "link", Shown.LINK)
_CLOSES = Field("fin", N_("Until when one may answer"), "closes_at", Shown.MOMENT)
_MEMBERS = Field("membres", N_("The members for whom one answers, where they are others"), "members")
_TEXT = Field("texte", N_("Why we evaluate"), "text")

INVITATION = Wording(
    "evaluation-invitation",
    N_("Evaluation: the mail that asks for an answer"),
    N_("Leaves to each member who is asked, when an evaluation opens."),
    Group.CONSULTATIONS,
    (_TITLE, _TEXT, _CLOSES, _MEMBERS, _LINK),
    _SAMPLE,
    switched=False,
    because=N_("Whoever is invited is told so: this mail always leaves."),
)
REMINDER = Wording(
    "evaluation-reminder",
    N_("Evaluation: the reminder"),
    N_("Leaves before the closing, or by hand, to those who have not answered everything, and to them alone."),
    Group.CONSULTATIONS,
    (_TITLE, _CLOSES, _MEMBERS, _LINK),
    _SAMPLE,
)
LETTERS = (INVITATION, REMINDER)
