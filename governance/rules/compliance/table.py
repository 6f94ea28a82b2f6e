"""All 48 checks, in their order, each with its title and its article."""

from dataclasses import replace

from foundation.kernel.sentences import N_
from governance.rules.compliance import assemblies, capital, papers, people
from governance.rules.compliance.situation import Situation
from governance.rules.compliance.verdicts import Verdict

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
    12: (N_("Unpaid after a formal notice"), "C. com. art. L228-29"),
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
    46: (N_("Secrecy of small groups"), "statuts"),
    47: (N_("Data kept no longer than allowed"), "RGPD art. 5(1)(e)"),
    48: (N_("The law read again each year"), "statuts"),
}


def compliance(now: Situation) -> list[Verdict]:
    """The 48 verdicts, in the order of the table.

    Source: the compliance table; each verdict cites its own article. Example: nothing recorded at all: most are unknown.

    >>> from datetime import date
    >>> [one.rule for one in compliance(Situation(date(2026, 6, 1), None))] == list(range(1, 49))
    True
    """
    found = [
        *people.check_composition(now),
        *people.check_statutes(now),
        people.check_one_college(now),
        people.check_sarl(now),
        *capital.check_payment(now),
        capital.check_holdings(now),
        capital.check_public_part(now),
        *capital.check_capital_floor(now),
        *capital.check_refunds(now),
        capital.check_register(now),
        assemblies.check_yearly_assembly(now),
        *assemblies.check_meetings(now),
        *assemblies.check_computed(),
        papers.check_minutes(now),
        papers.check_filing(now),
        *papers.check_revision(now),
        papers.check_equity(now),
        papers.check_retention(now),
        papers.check_constants(now),
        *papers.check_later_work(now),
    ]
    sourced = [replace(one, source=TITLES[one.rule][1]) for one in found]
    return sorted(sourced, key=lambda one: one.rule)
