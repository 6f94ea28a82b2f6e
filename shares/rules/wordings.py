"""The letters of the capital and its papers as one may write them: when each leaves, which fields it knows."""

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown
from foundation.wording.rules.letters import Group, Wording
from membership.rules.wordings import FIRST_NAME, NUMBER, SAMPLE_DAY, WHO

ADDED, GIVEN, RECEIVED = "shares-added", "shares-given", "shares-received"
CALLED, REFUNDED = "capital-called", "refund-paid"

COUNT = Field("parts", N_("Number of shares"), "shares", Shown.NUMBER)
DAY = Field("date", N_("Day on which it takes effect"), "effective_on", Shown.DAY)
TOTAL = Field("total_parts", N_("Shares held from then on"), "held", Shown.NUMBER)
OTHER = Field("autre", N_("The other party of the transfer"), "other")
AMOUNT = Field("montant", N_("Amount"), "amount", Shown.EUROS)
UNPAID = Field("reste", N_("What is still to be paid on the shares"), "unpaid", Shown.EUROS)
BASE = {**WHO, "number": 4217, "effective_on": SAMPLE_DAY}
TRANSFER = {**BASE, "shares": 37, "held": 83, "other": "Dominique Modèle"}

LETTERS = (
    Wording(
        ADDED,
        N_("More shares taken"),
        N_("Leaves when somebody who is a member already takes more shares. The welcome letter does not leave again."),
        Group.SHARES,
        (FIRST_NAME, NUMBER, COUNT, AMOUNT, TOTAL, UNPAID, DAY),
        {**BASE, "shares": 37, "amount": Money(185_000), "held": 83, "unpaid": Money(12_345)},
    ),
    Wording(
        GIVEN,
        N_("Shares passed on"),
        N_("Leaves to who passes shares on, when the transfer is recorded."),
        Group.SHARES,
        (FIRST_NAME, NUMBER, COUNT, TOTAL, OTHER, DAY),
        TRANSFER,
    ),
    Wording(
        RECEIVED,
        N_("Shares received"),
        N_("Leaves to who receives shares by a transfer or a succession."),
        Group.SHARES,
        (FIRST_NAME, NUMBER, COUNT, TOTAL, OTHER, DAY),
        TRANSFER,
    ),
    Wording(
        CALLED,
        N_("Capital called"),
        N_("Leaves when the cooperative calls a part of the shares that is not paid yet."),
        Group.PAYMENTS,
        (FIRST_NAME, NUMBER, AMOUNT, DAY),
        {**BASE, "amount": Money(12_345)},
    ),
    Wording(
        REFUNDED,
        N_("Refund paid"),
        N_("Leaves when a refund of shares is paid, also to who is no longer a member."),
        Group.LEAVING,
        (FIRST_NAME, NUMBER, AMOUNT, DAY),
        {**BASE, "amount": Money(12_345)},
    ),
)

FORM_PAPER, LETTER_PAPER, CERTIFICATE_PAPER = "subscription-form", "admission-letter", "share-certificate"
FREE = ("opening", "closing")
LAW_STAYS = N_(
    "What the law asks for stands in the paper whatever you write; your paragraphs come before and after it."
)
PRINTED_NUMBER = Field("numero", N_("Number of the member"), "number")
PRINTED_SAMPLE = {"to_name": "Camille Exemple", "number": "4217", "shares": 37}

PAPERS = (
    Wording(
        FORM_PAPER,
        N_("Subscription form"),
        N_("Printed for a candidate, or for a member who takes more shares."),
        Group.PAPERS,
        (COUNT,),
        PRINTED_SAMPLE,
        FREE,
        switched=False,
        because=LAW_STAYS,
    ),
    Wording(
        LETTER_PAPER,
        N_("Admission letter"),
        N_("Printed for a member, from the papers of the card."),
        Group.PAPERS,
        (PRINTED_NUMBER,),
        PRINTED_SAMPLE,
        FREE,
        switched=False,
        because=LAW_STAYS,
    ),
    Wording(
        CERTIFICATE_PAPER,
        N_("Share certificate"),
        N_("Printed one by one or for every holder; those given before stand as they are."),
        Group.PAPERS,
        (PRINTED_NUMBER, COUNT),
        PRINTED_SAMPLE,
        FREE,
        switched=False,
        because=LAW_STAYS,
    ),
)
