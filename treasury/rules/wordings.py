"""The letters of payments as one may write them."""

from datetime import date

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown
from foundation.wording.rules.letters import Group, Wording

FIELDS = (
    Field("titulaire", N_("Who holds the shares"), "holder"),
    Field("montant", N_("Amount"), "amount", Shown.EUROS),
    Field("reste", N_("All that is left to pay"), "left", Shown.EUROS),
    Field("echeance", N_("Day on which it is due"), "due_on", Shown.DAY),
    Field("echeancier", N_("The instalments, a line for each"), "schedule"),
    Field("reference", N_("Reference to write in the transfer"), "reference"),
    Field("compte", N_("Name of our account"), "account_holder"),
    Field("iban", N_("IBAN of our account"), "iban"),
    Field("bic", N_("BIC of our account"), "bic"),
)
SAMPLE = {
    "to_name": "Camille Exemple",
    "holder": "Atelier Exemple",
    "reference": "SCIC-4217-KM",
    "title": "12 parts",
    "amount": Money(12_345),
    "left": Money(54_321),
    "due_on": date(2026, 6, 12),
    "late_since": date(2026, 4, 30),
    "instalments": [],
    "schedule": "- 12 mai 2026 : 61,72 €\n- 12 juin 2026 : 61,73 €",
    "level": 1,
    "account_holder": "Compte Exemple",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
    "bic": "AGRIFRPP",
}
LETTERS = (
    Wording(
        "payment-request",
        N_("Request for payment"),
        N_("Leaves when the treasury sends a request, with its code to scan."),
        Group.PAYMENTS,
        FIELDS,
        SAMPLE,
        switched=False,
        because=N_("It leaves only when somebody of the treasury sends it."),
    ),
    Wording(
        "payment-reminder",
        N_("Reminder of a payment"),
        N_("Leaves when a payment is late, level after level."),
        Group.PAYMENTS,
        (*FIELDS, Field("retard_depuis", N_("Day since which it is late"), "late_since", Shown.DAY)),
        SAMPLE,
        switched=False,
        because=N_("Reminders have their switch and their rhythm in the settings of the treasury."),
    ),
)
