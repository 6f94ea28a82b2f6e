"""The letters of a membership as one may write them: when each leaves, which fields it knows, what a preview shows."""

from datetime import date

from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown
from foundation.wording.rules.letters import Group, Wording
from membership.rules.mailings import MAILING_NAMES, Mailing

FIRST_NAME = Field("prenom", N_("First name; the whole name of an organisation"), "first_name")
NUMBER = Field("numero", N_("Number of the member"), "number")
WHO = {"first_name": "Camille", "party_name": "Camille Exemple", "to_name": "Camille Exemple"}
SAMPLE_DAY = date(2026, 6, 12)
LEAVING_SAMPLE = {
    **WHO,
    "number": 4217,
    "effective_on": date(2027, 1, 1),
    "last_day": date(2026, 12, 31),
    "event": "resigned",
    "motive": "déménagement",
    "decision": "conseil d’administration du 3 juin 2026",
}
LEAVING_FIELDS = (
    FIRST_NAME,
    NUMBER,
    Field("dernier_jour", N_("Last day of the membership"), "last_day", Shown.DAY),
    Field("motif", N_("Reason that was recorded"), "motive"),
    Field("decision", N_("Decision that was recorded"), "decision"),
)

LETTERS = (
    Wording(
        Mailing.APPLICATION_RECEIVED,
        MAILING_NAMES[Mailing.APPLICATION_RECEIVED],
        N_("Leaves when a request to join arrives, online or at the desk."),
        Group.JOINING,
        (FIRST_NAME, Field("date", N_("Day on which the request arrived"), "received_on", Shown.DAY)),
        {**WHO, "received_on": SAMPLE_DAY},
    ),
    Wording(
        "application-known",
        N_("Request to join of somebody known already"),
        N_("Leaves when somebody asks to join under a name that is on record, to the address on record."),
        Group.JOINING,
        (FIRST_NAME,),
        WHO,
        switched=False,
        because=N_("Whoever is on record must learn that somebody asked in their name: this letter always leaves."),
    ),
    Wording(
        Mailing.APPLICATION_ACCEPTED,
        MAILING_NAMES[Mailing.APPLICATION_ACCEPTED],
        N_("Leaves when the body accepts, where the membership waits for the money by the statutes."),
        Group.JOINING,
        (
            FIRST_NAME,
            Field("date", N_("Day of the decision"), "decided_on", Shown.DAY),
            Field("parts", N_("Number of shares asked for"), "shares", Shown.NUMBER),
        ),
        {**WHO, "decided_on": SAMPLE_DAY, "shares": 37, "whole": False},
    ),
    Wording(
        Mailing.APPLICATION_REFUSED,
        MAILING_NAMES[Mailing.APPLICATION_REFUSED],
        N_("Leaves when the body refuses a request to join."),
        Group.JOINING,
        (
            FIRST_NAME,
            Field("date", N_("Day of the decision"), "decided_on", Shown.DAY),
            Field("motif", N_("Reason that was recorded"), "motive"),
        ),
        {**WHO, "decided_on": SAMPLE_DAY, "motive": "hors du territoire de la coopérative"},
    ),
    Wording(
        Mailing.MEMBERSHIP_EFFECTIVE,
        MAILING_NAMES[Mailing.MEMBERSHIP_EFFECTIVE],
        N_("Leaves once, when a candidate becomes a member. Taking more shares has a letter of its own."),
        Group.JOINING,
        (
            FIRST_NAME,
            NUMBER,
            Field("date", N_("First day of the membership"), "effective_on", Shown.DAY),
            Field("categorie", N_("Category"), "category"),
            Field("college", N_("College"), "college"),
        ),
        {
            **WHO,
            "number": 4217,
            "effective_on": SAMPLE_DAY,
            "category": "Usagers et riverains",
            "college": "Collège des usages",
        },
    ),
    Wording(
        Mailing.EXIT_RECORDED,
        MAILING_NAMES[Mailing.EXIT_RECORDED],
        N_("Leaves when an exit is recorded before its day; nobody writes to the dead."),
        Group.LEAVING,
        LEAVING_FIELDS,
        LEAVING_SAMPLE,
    ),
    Wording(
        Mailing.EXIT_EFFECTIVE,
        MAILING_NAMES[Mailing.EXIT_EFFECTIVE],
        N_("Leaves on the day when the exit takes effect, once."),
        Group.LEAVING,
        LEAVING_FIELDS,
        LEAVING_SAMPLE,
    ),
)
