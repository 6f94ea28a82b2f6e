"""What the audit trail keeps as codes, in words: roles, seats, kinds, fields, days, and what each line is about."""

from collections.abc import Mapping, Sequence

from foundation.accounts.permissions import ROLE_NAMES
from foundation.accounts.rules.tokens import SCOPE_NAMES
from foundation.kernel.sentences import N_, sentence
from foundation.web.rules.moments import named_by_day
from governance.queries.assemblies import SEAT_NAMES
from governance.rules.bodies import VERDICT_NAMES
from governance.services.proxies import NOBODY
from membership.rules.bonds import BONDS
from membership.rules.legal_forms import LEGAL_FORMS
from membership.rules.mandates import MANDATE_NAMES
from membership.rules.reach import CONDITION_NAMES
from membership.rules.standing import EVENT_NAMES
from pole.programme.rules.states import STATE_NAMES as ACTION_STATES
from privacy.rules.retention import CLASSES
from treasury.rules.events import CHANGE_NAMES
from treasury.rules.settling import KIND_NAMES as SETTLEMENT_NAMES

SUBJECTS: dict[str, str] = {
    "account": N_("Account %(number)s"),
    "assembly": N_("Assembly %(number)s"),
    "box": N_("Vote %(number)s"),
    "campaign": N_("Evaluation %(number)s"),
    "consultation": N_("Consultation %(number)s"),
    "evaluation_grid": N_("Evaluation grid %(number)s"),
    "job": N_("Job %(number)s"),
    "mail": N_("Mail %(number)s"),
    "member": N_("Member, record %(number)s"),
    "members": N_("The register of members"),
    "organisation": N_("Organisation, record %(number)s"),
    "person": N_("Person, record %(number)s"),
    "settings": N_("Settings"),
    "statutes": N_("Statutes, version %(number)s"),
    "system": N_("The whole system"),
    "draw": N_("Drawing of lots %(number)s"),
    "webhook": N_("Webhook %(number)s"),
    "application": N_("Request to join %(number)s"),
    "erasure": N_("Erasure no. %(number)s"),
    "privacy": N_("Personal data"),
    "bank-file": N_("Bank file %(number)s"),
    "bank-line": N_("Bank line %(number)s"),
    "own-account": N_("Bank account %(number)s"),
    "priorities": N_("Vote on priorities %(number)s"),
    "payment-request": N_("Payment request %(number)s"),
    "refund": N_("Refund %(number)s"),
    "settlement": N_("Matching %(number)s"),
    "transfer-file": N_("Transfer file %(number)s"),
    "treasury": N_("Treasury"),
    "budget": N_("Budget"),
    "budget-plan": N_("Budget plan %(number)s"),
    "budget-actual": N_("Amount beside the budget %(number)s"),
    "body": N_("Body %(number)s"),
    "body-meeting": N_("Meeting of a body %(number)s"),
    "decision": N_("Decision, record %(number)s"),
    "actor": N_("Actor %(number)s"),
    "protocol": N_("Protocol %(number)s"),
    "referral": N_("Project holder %(number)s"),
    "place-choice": N_("Choice among places %(number)s"),
    "report": N_("Report of %(number)s"),
    "axis": N_("Axis of the programme, record %(number)s"),
    "action": N_("Action of the programme, record %(number)s"),
    "contribution": N_("Contribution, record %(number)s"),
    "proposal": N_("Proposal %(number)s"),
    "workshop": N_("Workshop %(number)s"),
    "production": N_("Work of the library %(number)s"),
}
FIELDS: dict[str, str] = {
    "first_names": N_("First names"),
    "last_name": N_("Birth name"),
    "usual_first_name": N_("Usual first name"),
    "usage_name": N_("Name in use"),
    "filed_under": N_("Filed under"),
    "born_on": N_("Born on"),
    "name": N_("Name"),
    "legal_form": N_("Legal form"),
    "siren": N_("SIREN"),
    "siret": N_("SIRET"),
    "rna": N_("RNA number"),
    "pronouns": N_("Pronouns"),
    "emancipated_on": N_("Emancipated on"),
    "post_returned_on": N_("A letter came back"),
    "country": N_("Country"),
    "ess_level": N_("Level in the social economy"),
    "street": N_("Street address"),
    "postcode": N_("Postcode"),
    "town": N_("Town"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "size": N_("Size"),
    "failed_on": N_("Proved wrong on"),
    "address": N_("Address"),
    "language": N_("Language"),
    "short_name": N_("Short name"),
    "logo": N_("Logo"),
    "has_logo": N_("Logo"),
    "brand_colour": N_("Main colour"),
    "accent_colour": N_("Accent colour"),
    "smtp_host": N_("Mail server"),
    "smtp_port": N_("Port"),
    "smtp_security": N_("Security"),
    "smtp_user": N_("User name"),
    "smtp_per_minute": N_("Mails a minute"),
    "mail_from": N_("Sender address"),
    "legal_notice": N_("Legal notice"),
    "privacy_notice": N_("Privacy notice"),
    "accessibility_statement": N_("Accessibility statement"),
}
WORDS: dict[str, str] = {
    **FIELDS,
    **{state.value: name for state, name in ACTION_STATES.items()},
    **{verdict.value: name for verdict, name in VERDICT_NAMES.items()},
    **{role.value: name for role, name in ROLE_NAMES.items()},
    **{scope.value: name for scope, name in SCOPE_NAMES.items()},
    **SEAT_NAMES,
    **{event.value: name for event, name in EVENT_NAMES.items()},
    NOBODY: NOBODY,
    "link": N_("mailed link"),
    "password": N_("password"),
    "?": N_("unknown browser"),
    "opening_balance": N_("opening balance"),
    "subscription": N_("subscription"),
    "refund": N_("refund"),
    "reversal": N_("reversal"),
    "adopted": N_("adopted"),
    "rejected": N_("rejected"),
    "yes": N_("yes"),
    "no": N_("no"),
    "membership": N_("Membership"),
    "category": N_("Category"),
    "college": N_("College"),
    "representative": N_("Representative"),
    "consent": N_("Notices of assemblies"),
    **{kind.value: bond.name for kind, bond in BONDS.items()},
    **{kind.value: name for kind, name in MANDATE_NAMES.items()},
    **{condition.value: name for condition, name in CONDITION_NAMES.items()},
    "address": N_("Address"),
    **CHANGE_NAMES,
    **{kind.key.value: kind.title for kind in CLASSES.values() if kind.key.value not in FIELDS},
    **{kind.value: name for kind, name in SETTLEMENT_NAMES.items()},
}


def in_words(lang: str, detail: object, *, spelled: Mapping[str, str] = WORDS) -> object:
    """A code, or several with commas, as words of the reader's language; a day as a date; the rest as it is.

    >>> in_words("en", "2026-06-12")
    '12 June 2026'
    """
    if not isinstance(detail, str):
        return detail
    codes = detail.split(", ")
    if all(code in spelled for code in codes):
        return ", ".join(dict.fromkeys(sentence(lang, spelled[code]) for code in codes))
    return named_by_day(detail, lang)


def changes_in_words(lang: str, changes: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """Details that changed: what, as it was and as it became.

    >>> changes_in_words("en", {"town": ["", "Rennes"]})
    [('Town', '–', 'Rennes')]
    """
    return [
        (sentence(lang, FIELDS.get(name, name)), _detail(lang, name, before), _detail(lang, name, after))
        for name, (before, after) in changes.items()
    ]


def _detail(lang: str, name: str, value: str) -> str:
    if name == "legal_form" and value in LEGAL_FORMS:
        return sentence(lang, LEGAL_FORMS[value].name)
    return named_by_day(value, lang) if value else "–"


def subject_in_words(lang: str, subject: str) -> str:
    """What a line is about: "member:18" is said as the record of a member; an unknown kind shows as it is.

    >>> subject_in_words("en", "box:4")
    'Vote 4'
    """
    kind, _, number = subject.partition(":")
    return sentence(lang, SUBJECTS[kind], {"number": number}) if kind in SUBJECTS else subject
