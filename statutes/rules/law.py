"""Every legal number once, with its article in the line above it.

A number here is the law's; what the law leaves open is a clause of the statutes (`tree.py`). Texts were read in the
versions named in the domain paper "scic-rules"; `REVIEWED_ON` is the day they were last read through (rule 48).
"""

from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from typing import Final

# Our choice (rule 48): the numbers below are read again every year
REVIEWED_ON: Final = date(2026, 1, 15)
# Our choice (rule 48): at least once a year
REVIEW_MONTHS: Final = 12

# ---- articles, as they are cited to users ------------------------------------------------------------

ART_ONE_VOTE: Final = "loi 47-1775 art. 9"
ART_OFFICERS: Final = "loi 47-1775 art. 6"
ART_ADMISSION: Final = "loi 47-1775 art. 7, 11 et 19 septies"
ART_SECRECY: Final = "loi 47-1775 art. 8"
ART_PAYMENT: Final = "loi 47-1775 art. 12"
ART_FLOOR: Final = "loi 47-1775 art. 13"
ART_INTEREST: Final = "loi 47-1775 art. 14"
ART_LEGAL_RESERVE: Final = "loi 47-1775 art. 16"
ART_REFUND: Final = "loi 47-1775 art. 18"
ART_CATEGORIES: Final = "loi 47-1775 art. 19 septies"
ART_COLLEGES: Final = "loi 47-1775 art. 19 octies"
ART_STATUTORY_RESERVE: Final = "loi 47-1775 art. 19 nonies"
ART_SA_CAPITAL: Final = "loi 47-1775 art. 27"
ART_REVISION: Final = "loi 47-1775 art. 25-1"
ART_EXCLUSION: Final = "C. com. art. L231-6"
ART_EVERY_MEMBER_VOTES: Final = "Code civil art. 1844"
ART_COMPANY_PAPERS: Final = "C. com. art. R225-66 et R123-237"
ART_SARL_MEMBERS: Final = "C. com. art. L223-3"
ART_SAS_STATUTES: Final = "C. com. art. L227-9"
STATUTES_DECIDE: Final = "statuts"

# ---- categories and colleges -------------------------------------------------------------------------

# loi 47-1775 art. 19 septies
MINIMUM_CATEGORIES: Final = 3
# loi 47-1775 art. 19 septies: local authorities, their groupings and establishments together
PUBLIC_BODIES_CEILING: Final = Fraction(1, 2)
# loi 47-1775 art. 19 octies
MINIMUM_COLLEGES: Final = 3
# loi 47-1775 art. 19 octies
LOWEST_WEIGHT: Final = Fraction(1, 10)
# loi 47-1775 art. 19 octies (one half exactly is allowed)
HIGHEST_WEIGHT: Final = Fraction(1, 2)
# C. com. art. L223-3
SARL_MAXIMUM_MEMBERS: Final = 100
# C. civ. art. 388 and 414
MAJORITY_YEARS: Final = 18

# ---- capital -----------------------------------------------------------------------------------------

# loi 47-1775 art. 12
LOWEST_PAID_AT_SUBSCRIPTION: Final = Fraction(1, 4)
# loi 47-1775 art. 12: five years
LONGEST_BALANCE_MONTHS: Final = 60
# C. com. art. L228-29 and R228-26: days after the formal notice, unpaid shares lose admission and vote (SA, SAS)
UNPAID_VOTE_DAYS: Final = 30
# loi 47-1775 art. 12: months after the formal notice, exclusion by law
UNPAID_EXCLUSION_MONTHS: Final = 3
# loi 47-1775 art. 13: of the highest capital ever reached
LOWEST_FLOOR_FRACTION: Final = Fraction(1, 4)
# loi 47-1775 art. 27: 18 500 euros
SA_MINIMUM_CAPITAL_CENTS: Final = 1_850_000
# usual clauses, five years; C. com. art. L231-6 for the debts a former member still answers for
USUAL_REFUND_MONTHS: Final = 60

# ---- surplus -----------------------------------------------------------------------------------------

# loi 47-1775 art. 16
LOWEST_LEGAL_RESERVE: Final = Fraction(15, 100)
# loi 47-1775 art. 19 nonies: of what remains after the legal reserve
LOWEST_STATUTORY_RESERVE: Final = Fraction(1, 2)
# loi 47-1775 art. 14: points above the average yield of private bonds (TMO)
HIGHEST_INTEREST_POINTS: Final = Fraction(2)

# ---- mandates ----------------------------------------------------------------------------------------

# loi 47-1775 art. 6
LONGEST_TERM_YEARS: Final = 6
# C. com. art. L225-17 and L225-69
SA_BOARD_SEATS: Final = (3, 18)
ART_SA_BOARD: Final = "C. com. art. L225-17 et L225-69"
# C. com. art. L225-37
ART_CASTING_VOTE: Final = "C. com. art. L225-37"
# loi 47-1775 art. 25-1
LONGEST_REVISION_YEARS: Final = 5

# ---- how long papers and data are kept ---------------------------------------------------------------

# C. civ. art. 2224 (claims on persons and movables); C. com. art. L231-6 for what a former member answers for
LIABILITY_MONTHS: Final = 60
ART_LIABILITY: Final = "C. com. art. L231-6 ; C. civ. art. 2224"
# C. com. art. L123-22: accounting documents and vouchers, ten years
VOUCHERS_MONTHS: Final = 120
ART_VOUCHERS: Final = "C. com. art. L123-22"
# C. com. art. L225-117: attendance sheets and proxies are read for three years
ATTENDANCE_READ_MONTHS: Final = 36
ART_ATTENDANCE_READ: Final = "C. com. art. L225-117"

# ---- remote participation and postal votes -------------------------------------------------------------

# C. com. art. R225-77: paper forms are accepted until a day that is at most this many days before
SA_POSTAL_CUTOFF_DAYS: Final = 3
# C. com. art. R225-77 and R225-80: electronic forms and proxies, the day before at 15:00 in Paris
SA_ELECTRONIC_CUTOFF: Final = (time(15, 0), 1)
ART_ELECTRONIC_PROXIES: Final = "C. com. art. R225-80"
ART_POSTAL: Final = "C. com. art. L225-107 et R225-77"
ART_HYBRID: Final = "C. com. art. L225-103-1 (loi 2024-537)"
ART_POSTAL_BY_STATUTES: Final = "loi 47-1775 art. 10"
# C. com. art. R225-84: business days
SA_WRITTEN_QUESTIONS_DAYS: Final = 4
ART_QUESTIONS: Final = "C. com. art. R225-84"
# C. com. art. R225-86: the day itself, or the second business day before where the statutes say so
SA_RECORD_DATE_DAYS: Final = (0, 2)
ART_RECORD_DATE: Final = "C. com. art. R225-86"
# C. com. art. R225-63 (SA): the member agreed to notices by e-mail at the latest this many days before the meeting
SA_EMAIL_CONSENT_DAYS: Final = 35
ART_EMAIL_CONSENT: Final = "C. com. art. R225-63"
# C. com. art. R225-63 and R223-20
ART_CHANNELS: Final = "C. com. art. R225-63 et R223-20"

# ---- secret ballots ----------------------------------------------------------------------------------

# Our choice (rule 46): under three voters a count tells who voted what
SMALLEST_SECRET_GROUP: Final = 3
# Our choice (rule 46), where the statutes give no number
DEFAULT_SECRET_GROUP: Final = 5


@dataclass(frozen=True)
class AssemblyLaw:
    """What the law of a form says of one kind of assembly. A quorum of 0 is none."""

    notice_days: int
    second_notice_days: int
    quorum_first: Fraction
    quorum_second: Fraction
    majority: Fraction
    majority_is_strict: bool
    base: str
    second_base: str
    abstention: str | None
    notice_article: str
    quorum_article: str
    majority_article: str


# C. com. art. R225-69 (notice), L225-98 (quorum 1/5, none the second time; majority of the votes cast, law 2019-744)
SA_ORDINARY: Final = AssemblyLaw(
    notice_days=15,
    second_notice_days=10,
    quorum_first=Fraction(1, 5),
    quorum_second=Fraction(0),
    majority=Fraction(1, 2),
    majority_is_strict=True,
    base="expressed",
    second_base="expressed",
    abstention="excluded",
    notice_article="C. com. art. R225-69",
    quorum_article="C. com. art. L225-98",
    majority_article="C. com. art. L225-98",
)
# C. com. art. R225-69 (notice), L225-96 (quorum 1/4 then 1/5; two thirds of the votes cast, law 2019-744)
SA_EXTRAORDINARY: Final = AssemblyLaw(
    notice_days=15,
    second_notice_days=10,
    quorum_first=Fraction(1, 4),
    quorum_second=Fraction(1, 5),
    majority=Fraction(2, 3),
    majority_is_strict=False,
    base="expressed",
    second_base="expressed",
    abstention="excluded",
    notice_article="C. com. art. R225-69",
    quorum_article="C. com. art. L225-96",
    majority_article="C. com. art. L225-96",
)
# C. com. art. R223-20 (notice), L223-29 (more than half of all, then the majority of the votes cast)
SARL_ORDINARY: Final = AssemblyLaw(
    notice_days=15,
    second_notice_days=15,
    quorum_first=Fraction(0),
    quorum_second=Fraction(0),
    majority=Fraction(1, 2),
    majority_is_strict=True,
    base="entitled",
    second_base="expressed",
    abstention=None,
    notice_article="C. com. art. R223-20",
    quorum_article="C. com. art. L223-29",
    majority_article="C. com. art. L223-29",
)
# C. com. art. R223-20 (notice), L223-30 (quorum 1/4 then 1/5; two thirds of those present or represented)
SARL_EXTRAORDINARY: Final = AssemblyLaw(
    notice_days=15,
    second_notice_days=15,
    quorum_first=Fraction(1, 4),
    quorum_second=Fraction(1, 5),
    majority=Fraction(2, 3),
    majority_is_strict=False,
    base="present",
    second_base="present",
    abstention=None,
    notice_article="C. com. art. R223-20",
    quorum_article="C. com. art. L223-30",
    majority_article="C. com. art. L223-30",
)

# The law of a SAS leaves all of this to the statutes (C. com. art. L227-9): it has no entry.
ASSEMBLY_LAW: Final = {
    ("SA", "ordinary"): SA_ORDINARY,
    ("SA", "extraordinary"): SA_EXTRAORDINARY,
    ("SARL", "ordinary"): SARL_ORDINARY,
    ("SARL", "extraordinary"): SARL_EXTRAORDINARY,
}

# C. com. art. R225-71 and R225-72 (SA): 5 % of the capital, 25 days before
SA_ADDED_RESOLUTIONS: Final = (Fraction(5, 100), "shares", 25)
ART_ADDED_RESOLUTIONS: Final = {"SA": "C. com. art. R225-71 et R225-72", "SARL": "C. com. art. L223-27"}

# Who may hold a proxy: L225-106 for a SA, L223-28 for a SARL, the statutes for a SAS
ART_PROXIES: Final = {"SA": "C. com. art. L225-106", "SARL": "C. com. art. L223-28", "SAS": STATUTES_DECIDE}


def assembly_law(legal_form: str, kind: str) -> AssemblyLaw | None:
    """What the law of the form says of this kind of assembly; None where it leaves all to the statutes (SAS).

    Source: C. com. art. L225-96, L225-98 (SA), L223-29, L223-30 (SARL), L227-9 (SAS).

    >>> assembly_law("SA", "extraordinary").quorum_first
    Fraction(1, 4)
    """
    return ASSEMBLY_LAW.get((legal_form, kind))


def review_is_due(on: date) -> bool:
    """Whether these numbers have stood more than twelve months without being read again (rule 48).

    >>> review_is_due(date(2027, 1, 15)), review_is_due(date(2027, 1, 16))
    (False, True)
    """
    months = (on.year - REVIEWED_ON.year) * 12 + on.month - REVIEWED_ON.month
    return months > REVIEW_MONTHS or (months == REVIEW_MONTHS and on.day > REVIEWED_ON.day)
