"""The kinds of personal data: how long each is kept, from what on, by which article, and what happens at the end.

A duration that the law fixes stands here by its article. One that the law leaves open is a choice of the cooperative
within bounds: while nothing was chosen, nothing of that kind is due, and the page says that a choice is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.kernel.sentences import N_
from shares.rules.paying import later_month
from statutes.rules import law


class End(StrEnum):
    """What happens to data whose time has come."""

    ERASED = "erased"
    PSEUDONYMISED = "pseudonymised"
    KEPT = "kept"


END_NAMES: dict[End, str] = {
    End.ERASED: N_("Erased"),
    End.PSEUDONYMISED: N_("Pseudonymised"),
    End.KEPT: N_("Kept"),
}


class Key(StrEnum):
    """The kinds of data."""

    REGISTER = "register"
    IDENTITY = "identity"
    CONTACTS = "contacts"
    AROUND = "around"
    APPLICATIONS = "applications"
    VOUCHERS = "vouchers"
    PAYEES = "payees"
    ATTENDANCE = "attendance"
    WORKSHOPS = "workshops"
    PROJECTS = "projects"
    VIEWPOINTS = "viewpoints"
    EVALUATIONS = "evaluations"
    BALLOTS = "ballots"
    MAILS = "mails"
    IMPORTS = "imports"
    SIGN_INS = "sign-ins"
    TRAIL = "trail"


@dataclass(frozen=True)
class Bounds:
    """Between which numbers of months the cooperative chooses; `most` None: no upper bound."""

    least: int
    most: int | None


@dataclass(frozen=True, kw_only=True)
class DataClass:
    """One kind of data. `months`: the law's duration; `bounds`: the cooperative chooses; neither: kept without a term."""

    key: Key
    title: str
    what: str
    starts: str
    source: str
    why: str
    end: End
    after: str
    stays: tuple[str, ...] = ()
    months: int | None = None
    bounds: Bounds | None = None

    @property
    def has_term(self) -> bool:
        """Whether its time ever comes."""
        return self.months is not None or self.bounds is not None


_REGISTER_STAYS = N_(
    "Number, civil names and domicile in the legal register of shares, with every movement: C. com. art. L228-1, R228-8 "
    "and R228-9; erasure is refused there by GDPR art. 17(3)(b)."
)
_FACTS_STAY = N_(
    "The dated facts of the membership (admitted, left, category, college), by number and without a name: the counts of "
    "every past day stay the same."
)
_TRAIL_STAYS = N_(
    "Who did what in the register and in assemblies, in the audit trail: it proves that the acts were regular (GDPR "
    "art. 5(2) and 17(3)(e))."
)
_SEALED = N_(
    "Motives, payers and papers named in the sealed journal of shares: they are part of the register and of its vouchers, "
    "and no seal is ever broken."
)

CLASSES: dict[Key, DataClass] = {
    one.key: one
    for one in (
        DataClass(
            key=Key.REGISTER,
            title=N_("Register of movements and individual accounts"),
            what=N_("Numbers, civil names, domicile, every movement of shares"),
            starts=N_("the movement"),
            source="C. com. art. L228-1, R228-8 et R228-9 ; RGPD art. 17(3)(b)",
            why=N_("The law imposes the register for the life of the company; its archive follows the winding-up."),
            end=End.KEPT,
            after=N_("Kept for the life of the company and five years after it; erasure is refused."),
        ),
        DataClass(
            key=Key.CONTACTS,
            title=N_("Contact details of former members"),
            what=N_("E-mails, phones, further addresses, pronouns, account to sign in"),
            starts=N_("the day the membership ends"),
            source="RGPD art. 5(1)(e)",
            why=N_("They serve to reach a member; nothing asks to keep them once the membership has ended."),
            end=End.ERASED,
            after=N_("Erased the day after the exit, unless money is still owed."),
            stays=(
                N_("Names and postal address, for five years after the exit: C. com. art. L231-6, C. civ. art. 2224."),
                _REGISTER_STAYS,
                _TRAIL_STAYS,
            ),
            months=0,
        ),
        DataClass(
            key=Key.IDENTITY,
            title=N_("Identity of former members"),
            what=N_("Names in the application, birth date, postal address, bonds, letters and certificates"),
            starts=N_("the day the membership ends"),
            source=law.ART_LIABILITY,
            why=N_("A former member answers for five years for what existed at the exit, and may claim as long."),
            end=End.PSEUDONYMISED,
            after=N_("The record becomes a number; the legal register alone keeps names and domicile."),
            stays=(_REGISTER_STAYS, _FACTS_STAY, _SEALED, _TRAIL_STAYS),
            months=law.LIABILITY_MONTHS,
        ),
        DataClass(
            key=Key.AROUND,
            title=N_("People around members"),
            what=N_("Former representatives, guardians, heirs and employees who are not members"),
            starts=N_("the end of the last mandate, bond or contract"),
            source="C. civ. art. 2224",
            why=N_("What they signed may be disputed for five years."),
            end=End.PSEUDONYMISED,
            after=N_("The record becomes a number."),
            stays=(N_("The dates and kinds of mandates and bonds, by number and without a name."), _TRAIL_STAYS),
            months=law.LIABILITY_MONTHS,
        ),
        DataClass(
            key=Key.APPLICATIONS,
            title=N_("Requests to join that came to nothing"),
            what=N_("Candidates who were refused or withdrew, and what they wrote"),
            starts=N_("the refusal or the withdrawal"),
            source="RGPD art. 5(1)(e)",
            why=N_("To answer a complaint about the decision; two years at most by our own rule."),
            end=End.PSEUDONYMISED,
            after=N_("The record becomes a number; what was typed is erased."),
            stays=(N_("The number of requests by year, their steps and decisions, without a name."), _TRAIL_STAYS),
            bounds=Bounds(1, 24),
        ),
        DataClass(
            key=Key.VOUCHERS,
            title=N_("Bank lines and payers"),
            what=N_("Labels, names and IBANs of the other side of each bank line, names of payers"),
            starts=N_("the end of the financial year"),
            source=law.ART_VOUCHERS,
            why=N_("Accounting vouchers are kept ten years."),
            end=End.ERASED,
            after=N_("Dates, amounts and what each line was matched to stay; the words and the IBAN are erased."),
            stays=(
                N_("Day and amount of each bank line, and the request it paid: the accounts still add up."),
                _SEALED,
            ),
            months=law.VOUCHERS_MONTHS,
        ),
        DataClass(
            key=Key.PAYEES,
            title=N_("Bank accounts of those who are refunded"),
            what=N_("IBAN, BIC, holder; the transfer file"),
            starts=N_("the payment of the refund"),
            source="RGPD art. 5(1)(e)",
            why=N_("The account serves one payment."),
            end=End.ERASED,
            after=N_("Erased with the payment itself, by the treasury; a withdrawn request is erased here."),
            stays=(N_("Amount, day and the last figures of the account on the order: C. com. art. L123-22."),),
            months=0,
        ),
        DataClass(
            key=Key.ATTENDANCE,
            title=N_("Attendance sheets, proxies, proofs of notice"),
            what=N_("E-mails of outside holders, addresses to which notices were sent"),
            starts=N_("the closing of the assembly"),
            source=law.ART_ATTENDANCE_READ,
            why=N_("Read by members for three years; longer is a choice, ten years being usual."),
            end=End.ERASED,
            after=N_("Addresses are erased; sheets and minutes stay in the archive of the company."),
            stays=(
                N_("Attendance sheets, proxies by number, minutes and decisions: C. com. art. R225-22 and R225-106."),
                N_("That each notice left, by which channel and when: C. com. art. R225-63."),
            ),
            bounds=Bounds(law.ATTENDANCE_READ_MONTHS, 120),
        ),
        DataClass(
            key=Key.WORKSHOPS,
            title=N_("Workshops and dialogues"),
            what=N_(
                "Who took part and when, commitments, allowances, signed papers, photos, testimonies with their author"
            ),
            starts=N_("the closing of the workshop"),
            source="RGPD art. 5(1)(e)",
            why=N_("To pay what is owed, to account to funders and to invite again; the law fixes nothing."),
            end=End.ERASED,
            after=N_(
                "Names, photos and signed papers go; how many took part, hours and amounts, findings and works stay."
            ),
            stays=(
                N_("How many took part, hours and amounts, without a name; organisations by their name."),
                N_("What was found and made: brochures and guides are published works."),
            ),
            bounds=Bounds(12, 120),
        ),
        DataClass(
            key=Key.PROJECTS,
            title=N_("People with a project who came to the pole"),
            what=N_("Name, e-mail or phone, project, and what was written of each step"),
            starts=N_("the day they were received"),
            source="RGPD art. 5(1)(e)",
            why=N_("To lead them to who can help, and to ask what became of the project; the law fixes nothing."),
            end=End.ERASED,
            after=N_(
                "Who they are and what they want to do go; theme, territory, who was recommended and outcome stay."
            ),
            stays=(N_("The yearly figures: how many came, to whom they were sent, how many projects began."),),
            bounds=Bounds(1, 60),
        ),
        DataClass(
            key=Key.VIEWPOINTS,
            title=N_("Viewpoints, interviews and ideas"),
            what=N_(
                "Who spoke, in their own name, behind an action of the programme; the account that brought an idea"
            ),
            starts=N_("the day it was said"),
            source="RGPD art. 5(1)(e)",
            why=N_("To come back to those who spoke and tell them what became of it; the law fixes nothing."),
            end=End.ERASED,
            after=N_("The name goes; what was said, its organisation and what became of it stay."),
            stays=(N_("What was said, the organisation or the document it comes from, and the actions it led to."),),
            bounds=Bounds(12, 120),
        ),
        DataClass(
            key=Key.EVALUATIONS,
            title=N_("People from outside who were invited to judge an action"),
            what=N_("E-mail addresses to which personal links were sent; texts that people wrote without their name"),
            starts=N_("the closing of the evaluation"),
            source="RGPD art. 5(1)(e)",
            why=N_("The address serves to send the link and one reminder or more; the law fixes nothing."),
            end=End.ERASED,
            after=N_("Addresses go; how many were invited and answered, grades and texts stay, and name nobody."),
            stays=(
                N_("Grades and texts, which nothing joins to an address; a text that names somebody is taken out."),
            ),
            bounds=Bounds(1, 12),
        ),
        DataClass(
            key=Key.BALLOTS,
            title=N_("Ballots"),
            what=N_(
                "Open ballots, which name their voter, and objections; of secret votes, who took part and never how"
            ),
            starts=N_("the closing of the vote"),
            source="loi 47-1775 art. 9 ; C. com. art. R225-106",
            why=N_("An open ballot is part of the minutes and is sealed with its result."),
            end=End.KEPT,
            after=N_("Kept with the minutes of the assembly."),
        ),
        DataClass(
            key=Key.MAILS,
            title=N_("Mails that were sent"),
            what=N_("Recipient, subject, words and attachments of mails other than notices"),
            starts=N_("the sending"),
            source="RGPD art. 5(1)(e)",
            why=N_("To answer who was told what; the law fixes nothing."),
            end=End.ERASED,
            after=N_("That a mail left for which event, and its fingerprint, stay; address and words are erased."),
            stays=(N_("Event, moment, state and fingerprint of each mail: they prove that it left."),),
            bounds=Bounds(1, 120),
        ),
        DataClass(
            key=Key.IMPORTS,
            title=N_("Reports of imports"),
            what=N_("Lines of the sheets that were taken in, with what they changed"),
            starts=N_("the import"),
            source="RGPD art. 5(1)(e)",
            why=N_("To check an import and take it back; the law fixes nothing."),
            end=End.ERASED,
            after=N_("Who imported which file, when, and its fingerprint, stay; it can no longer be taken back."),
            stays=(N_("What the import wrote, under the rules of its own kind of data."),),
            bounds=Bounds(1, 60),
        ),
        DataClass(
            key=Key.SIGN_INS,
            title=N_("Sign-ins"),
            what=N_("Who signed in and out, with which kind of browser"),
            starts=N_("the sign-in"),
            source="RGPD art. 5(1)(e) et 32",
            why=N_("Security; six to twelve months by our own rule."),
            end=End.ERASED,
            after=N_("The line of the audit trail stays with its number, its account and its moment; names go."),
            stays=(N_("That an account signed in at a moment, by its number: the chain of the trail holds."),),
            bounds=Bounds(6, 12),
        ),
        DataClass(
            key=Key.TRAIL,
            title=N_("Audit trail"),
            what=N_("Who did what, when, and who read a masked detail"),
            starts=N_("the act"),
            source="RGPD art. 5(2) et 17(3)(e)",
            why=N_("It proves that acts of the register and of assemblies were regular, and who read what."),
            end=End.KEPT,
            after=N_("Kept with the registers it proves; what it tells of sign-ins and of accounts goes with them."),
        ),
    )
}


def months_of(kind: DataClass, chosen: Mapping[str, int]) -> int | None:
    """How many months a kind is kept: the law's, else what was chosen; None where nothing says when it ends.

    Source: GDPR art. 5(1)(e); the article of each kind. Example: refused requests, before any choice, have no term.

    >>> months_of(CLASSES[Key.IDENTITY], {}), months_of(CLASSES[Key.APPLICATIONS], {})
    (60, None)
    >>> months_of(CLASSES[Key.APPLICATIONS], {"applications": 12})
    12
    """
    if kind.months is not None:
        return kind.months
    return chosen.get(kind.key) if kind.bounds else None


def is_due(started: date, months: int, on: date) -> bool:
    """Whether the time of data has passed: its last day is the same day of the month, so many months later.

    Source: GDPR art. 5(1)(e). Example: five years after an exit of 31 March 2021, from 1 April 2026.

    >>> is_due(date(2021, 3, 31), 60, date(2026, 3, 31)), is_due(date(2021, 3, 31), 60, date(2026, 4, 1))
    (False, True)
    """
    return later_month(started, months) < on


def latest_start(months: int, on: date) -> date:
    """Data that started before this day is due on `on`: `is_due`, turned round for a search in a table.

    >>> latest_start(60, date(2026, 4, 1))
    datetime.date(2021, 4, 1)
    """
    years, month = divmod(on.month - 1 - months, 12)
    first = date(on.year + years, month + 1, 1)
    days = (later_month(first, 1) - first).days
    return first.replace(day=on.day) if on.day <= days else later_month(first, 1)


def fits(kind: DataClass, months: int) -> bool:
    """Whether a choice stands within the bounds of its kind.

    >>> fits(CLASSES[Key.SIGN_INS], 12), fits(CLASSES[Key.SIGN_INS], 13), fits(CLASSES[Key.IDENTITY], 12)
    (True, False, False)
    """
    bounds = kind.bounds
    return bounds is not None and bounds.least <= months and (bounds.most is None or months <= bounds.most)
