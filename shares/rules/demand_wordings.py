"""The letters about what members ask for, as one may write them. What was done is told by the letters of the journal."""

from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown
from foundation.wording.rules.letters import Group, Wording
from membership.rules.wordings import FIRST_NAME, NUMBER, SAMPLE_DAY, WHO

ASKED, REFUSED, PROPOSED = "demand-received", "demand-refused", "transfer-proposed"

COUNT = Field("parts", N_("Number of shares"), "shares", Shown.NUMBER)
ASKED_ON = Field("date", N_("Day on which it was asked"), "asked_on", Shown.DAY)
SAMPLE = {**WHO, "number": 4217, "demand": 12, "kind": "subscription", "shares": 37, "asked_on": SAMPLE_DAY}

LETTERS = (
    Wording(
        ASKED,
        N_("Request about shares received"),
        N_("Leaves when a member asks for more shares, for a refund or for a transfer in their space."),
        Group.SHARES,
        (FIRST_NAME, NUMBER, COUNT, ASKED_ON),
        SAMPLE,
    ),
    Wording(
        REFUSED,
        N_("Request about shares refused"),
        N_("Leaves when the office, or the member to whom shares were proposed, says no."),
        Group.SHARES,
        (FIRST_NAME, NUMBER, COUNT, ASKED_ON, Field("motif", N_("Reason that was recorded"), "reason")),
        {**SAMPLE, "reason": "le collège des usagers atteint son plafond"},
    ),
    Wording(
        PROPOSED,
        N_("Shares proposed to a member"),
        N_("Leaves to the member to whom another proposes shares: they agree or not in their space."),
        Group.SHARES,
        (FIRST_NAME, NUMBER, COUNT, ASKED_ON, Field("autre", N_("Who proposes the shares"), "giver")),
        {**SAMPLE, "kind": "transfer", "giver": "Dominique Modèle"},
    ),
)
