"""All 48 checks, in their order, each with its title and its article."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from foundation.kernel.sentences import N_
from governance.rules.compliance import assemblies, capital, papers, people, yearly
from governance.rules.compliance.situation import Situation
from governance.rules.compliance.verdicts import State, Verdict

TITLES: dict[int, tuple[str, str]] = {
    1: (N_("Three categories with a member each"), "loi 47-1775 art. 19 septies"),
    2: (N_("Beneficiaries among the members"), "loi 47-1775 art. 19 septies"),
    3: (N_("Employees, or producers without employees"), "loi 47-1775 art. 19 septies"),
    4: (N_("Nobody alone in a mandatory category"), "loi 47-1775 art. 19 septies"),
    5: (N_("No college, or three at least"), "loi 47-1775 art. 19 octies"),
    6: (N_("Weights between a tenth and a half"), "loi 47-1775 art. 19 octies"),
    7: (N_("Each member in one college"), "loi 47-1775 art. 19 octies"),
    8: (N_("Every policy of the vote settled"), "statuts"),
    9: (N_("Weights independent of capital"), "loi 47-1775 art. 19 octies"),
    10: (N_("A hundred members at most in a SARL"), "C. com. art. L223-3"),
    11: (N_("A quarter paid at once, the rest in five years"), "loi 47-1775 art. 12"),
    12: (N_("Unpaid after a formal notice"), "C. com. art. L228-29 ; loi 47-1775 art. 12"),
    13: (N_("Least and greatest holding"), "statuts"),
    14: (N_("Half the capital at most to local public bodies"), "loi 47-1775 art. 19 septies"),
    15: (N_("Capital above its floor"), "loi 47-1775 art. 13"),
    16: (N_("Capital of a SA"), "loi 47-1775 art. 27"),
    17: (N_("Refunds in time and in order"), "statuts"),
    18: (N_("Refunds at nominal value less losses"), "loi 47-1775 art. 18"),
    19: (N_("Legal reserve"), "loi 47-1775 art. 16"),
    20: (N_("Statutory reserve"), "loi 47-1775 art. 19 nonies"),
    21: (N_("Ceiling of the share interest"), "loi 47-1775 art. 14"),
    22: (N_("No interest out of subsidies"), "loi 47-1775 art. 19 nonies"),
    23: (N_("No patronage refund, no bonus share"), "loi 47-1775 art. 15, 16 et 19 nonies"),
    24: (N_("Ordinary assembly within six months"), "C. com. art. L225-100 et L223-26"),
    25: (N_("Delay of the notice"), "C. com. art. R225-69 et R223-20"),
    26: (N_("Content of the notice"), "C. com. art. R225-66"),
    27: (N_("Consent to notices by e-mail"), "C. com. art. R225-63"),
    28: (N_("Documents to be read in time"), "C. com. art. R225-89 et R223-18"),
    29: (N_("Resolutions proposed by members"), "C. com. art. R225-74"),
    30: (N_("Nothing decided off the agenda"), "C. com. art. L225-105"),
    31: (N_("Quorum"), "C. com. art. L225-96, L225-98 et L223-30"),
    32: (N_("Majority of the votes cast"), "loi 2019-744"),
    33: (N_("Proxies"), "C. com. art. L225-106 et L223-28"),
    34: (N_("Blank proxies"), "C. com. art. L225-106"),
    35: (N_("Postal forms"), "C. com. art. R225-77 et R225-81"),
    36: (N_("Attendance sheet certified"), "C. com. art. L225-114"),
    37: (N_("Minutes signed and numbered"), "C. com. art. R225-106 et R225-22"),
    38: (N_("Mandates"), "loi 47-1775 art. 6 ; C. com. art. L225-18 et s."),
    39: (N_("Officers unpaid"), "loi 47-1775 art. 6"),
    40: (N_("Accounts filed"), "C. com. art. L232-22 et L232-23"),
    41: (N_("Cooperative project in the report"), "décret 2015-1381"),
    42: (N_("Cooperative revision"), "loi 47-1775 art. 25-1"),
    43: (N_("Revision report presented"), "loi 47-1775 art. 25-3"),
    44: (N_("Equity above half the capital"), "C. com. art. L225-248 et L223-42"),
    45: (N_("Register of movements whole"), "C. com. art. R228-9"),
    46: (N_("Secrecy of small groups"), "statuts (secret_ballots)"),
    47: (N_("Data kept no longer than allowed"), "RGPD art. 5(1)(e)"),
    48: (N_("The law read again each year"), ""),
}


SAS = "statuts (C. com. art. L227-9)"
# Where the law of each form has its own article; the table above gives those that all share.
BY_FORM: dict[int, dict[str, str]] = {
    12: {"SARL": "loi 47-1775 art. 12"},
    24: {"SA": "C. com. art. L225-100", "SARL": "C. com. art. L223-26", "SAS": f"loi 47-1775 art. 8 ; {SAS}"},
    25: {"SA": "C. com. art. R225-69", "SARL": "C. com. art. R223-20", "SAS": SAS},
    26: {"SARL": "C. com. art. R223-20", "SAS": SAS},
    27: {"SARL": "C. com. art. R223-20", "SAS": SAS},
    28: {"SA": "C. com. art. R225-89", "SARL": "C. com. art. R223-18", "SAS": SAS},
    29: {"SA": "C. com. art. R225-71 à R225-74", "SARL": "C. com. art. L223-27", "SAS": SAS},
    30: {"SARL": "C. com. art. R223-20", "SAS": SAS},
    31: {"SA": "C. com. art. L225-96 et L225-98", "SARL": "C. com. art. L223-29 et L223-30", "SAS": SAS},
    32: {"SA": "C. com. art. L225-96 et L225-98", "SARL": "C. com. art. L223-29 et L223-30", "SAS": SAS},
    33: {"SA": "C. com. art. L225-106", "SARL": "C. com. art. L223-28", "SAS": SAS},
    34: {"SARL": "statuts", "SAS": SAS},
    35: {"SARL": "loi 47-1775 art. 10 ; statuts", "SAS": "loi 47-1775 art. 10 ; statuts"},
    36: {"SARL": "C. com. art. R223-24", "SAS": SAS},
    37: {"SA": "C. com. art. R225-106 et R225-22", "SARL": "C. com. art. R223-24 et R221-3", "SAS": SAS},
    44: {"SA": "C. com. art. L225-248", "SAS": "C. com. art. L225-248", "SARL": "C. com. art. L223-42"},
}


@dataclass(frozen=True)
class Subject:
    """The rules that are read together, under one title."""

    key: str
    title: str
    rules: tuple[int, ...]


SUBJECTS = (
    Subject("membres", N_("Members and categories"), (1, 2, 3, 4, 10)),
    Subject("colleges", N_("Colleges and votes"), (5, 6, 7, 8, 9, 46)),
    Subject("capital", N_("Capital and register"), (11, 12, 13, 14, 15, 16, 45)),
    Subject("remboursements", N_("Refunds"), (17, 18)),
    Subject("excedents", N_("Surplus and interest"), (19, 20, 21, 22, 23)),
    Subject("assemblees", N_("Assemblies"), (24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37)),
    Subject("mandats", N_("Mandates"), (38, 39)),
    Subject("comptes", N_("Accounts, report, revision"), (40, 41, 42, 43, 44)),
    Subject("donnees", N_("Data and law"), (47, 48)),
)
GRAVITY = {State.BLOCKS: 3, State.WARNS: 2, State.UNKNOWN: 1, State.OK: 0, State.NOT_APPLICABLE: 0}


def compliance(now: Situation) -> list[Verdict]:
    """The 48 verdicts, in the order of the table; what the statutes break is said wherever it is graver.

    Source: the compliance table; each verdict cites its own article. Example: nothing recorded at all: most are unknown.

    >>> from datetime import date
    >>> [one.rule for one in compliance(Situation(date(2026, 6, 1), None))] == list(range(1, 49))
    True
    """
    found = [
        *people.check_composition(now),
        *people.check_colleges(now),
        people.check_one_college(now),
        people.check_sarl(now),
        people.check_small_groups(now),
        *capital.check_payment(now),
        capital.check_holdings(now),
        capital.check_public_part(now),
        *capital.check_capital_floor(now),
        *capital.check_refunds(now),
        capital.check_register(now),
        yearly.check_yearly_assembly(now),
        yearly.check_filing(now),
        *assemblies.check_meetings(now),
        assemblies.check_documents(now),
        assemblies.check_proposals(now),
        assemblies.check_postal_forms(now),
        *assemblies.check_computed(now),
        papers.check_minutes(now),
        *papers.check_revision(now),
        papers.check_equity(now),
        papers.check_retention(now),
        papers.check_constants(now),
        *papers.check_later_work(),
    ]
    judged = [_graver(one, people.judged_by_statutes(one.rule, now.findings)) for one in found]
    sourced = [replace(one, source=one.source or article(one.rule, now.form)) for one in judged]
    return sorted(sourced, key=lambda one: one.rule)


def article(rule: int, form: str) -> str:
    """Where a rule is written, in the law of that form.

    >>> article(24, "SARL"), article(15, "SARL")
    ('C. com. art. L223-26', 'loi 47-1775 art. 13')
    """
    return BY_FORM.get(rule, {}).get(form) or TITLES[rule][1]


def _graver(found: Verdict, of_statutes: Verdict | None) -> Verdict:
    if of_statutes is None or GRAVITY[found.state] >= GRAVITY[of_statutes.state]:
        return found
    return of_statutes


def counts(verdicts: Iterable[Verdict]) -> dict[State, int]:
    """How many verdicts are in each state, every state named.

    >>> from governance.rules.compliance.verdicts import ok
    >>> counts([ok(1, "")])[State.OK]
    1
    """
    found = dict.fromkeys(State, 0)
    for one in verdicts:
        found[one.state] += 1
    return found
