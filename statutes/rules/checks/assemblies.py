"""Assemblies: notice, quorum, added resolutions, record date against the law of the form (rules 7, 25, 29, 31)."""

from collections.abc import Iterator
from fractions import Fraction

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.assemblies import KINDS, Assembly
from statutes.rules.findings import Finding, Subject, blocks, warns
from statutes.rules.law import AssemblyLaw
from statutes.rules.ratios import Ratio


def check_assemblies(subject: Subject) -> Iterator[Finding]:
    """No notice shorter and no quorum lower than the law of the form; a SAS is free.

    Source: C. com. art. R225-69, L225-96, L225-98 (SA), R223-20, L223-30 (SARL), L227-9 (SAS).
    A SA with 14 days of notice: blocked; with a quorum of 1/4 at its ordinary assembly: lawful, it is higher.

    >>> from statutes.rules.worked import judged
    >>> judged(check_assemblies, 'assemblies.ordinary.notice_days = 14', form="SA")
    ['25 blocks assemblies.ordinary.notice_days']
    >>> judged(check_assemblies, 'assemblies.ordinary.quorum_first = "1/4"', form="SA")
    []
    """
    for kind in KINDS:
        rules, where = subject.written.assemblies.of(kind), f"assemblies.{kind}"
        lawful = law.assembly_law(subject.form, kind)
        if lawful is not None:
            yield from _notice(rules, lawful, where)
            yield from _quorum(rules, lawful, where)
            yield from _no_second_quorum(rules, lawful, where)
        yield from _added(rules, subject.form, where)
        yield from _record_date(rules, subject.form, where)
        yield from _college_quorum(subject, rules, where)


def _notice(rules: Assembly, lawful: AssemblyLaw, where: str) -> Iterator[Finding]:
    for key, days, least in (
        ("notice_days", rules.notice_days, lawful.notice_days),
        ("second_notice_days", rules.second_notice_days, lawful.second_notice_days),
    ):
        if days is not None and days < least:
            message = N_("%(found)s days of notice is shorter than the %(expected)s days of the law.")
            yield blocks(25, f"{where}.{key}", message, source=lawful.notice_article, found=days, expected=least)


def _quorum(rules: Assembly, lawful: AssemblyLaw, where: str) -> Iterator[Finding]:
    pairs: tuple[tuple[str, Ratio | None, Fraction], ...] = (
        ("quorum_first", rules.quorum_first, lawful.quorum_first),
        ("quorum_second", rules.quorum_second, lawful.quorum_second),
    )
    for key, quorum, least in pairs:
        if quorum is not None and quorum < least:
            message = N_("A quorum of %(found)s is lower than the %(expected)s of the law; statutes may only raise it.")
            yield blocks(31, f"{where}.{key}", message, source=lawful.quorum_article, found=quorum, expected=least)


def _no_second_quorum(rules: Assembly, lawful: AssemblyLaw, where: str) -> Iterator[Finding]:
    if lawful.quorum_first and not lawful.quorum_second and rules.quorum_second:
        message = N_(
            "The law asks for no quorum when an ordinary assembly is convened a second time; with %(found)s the yearly "
            "assembly might never be held. Write “none”."
        )
        yield warns(
            31, f"{where}.quorum_second", message, source=lawful.quorum_article, found=rules.quorum_second,
            expected="none",
        )  # fmt: skip


def _added(rules: Assembly, form: str, where: str) -> Iterator[Finding]:
    added = rules.added_resolutions
    if added is None or form == "SAS":
        return
    threshold, _basis, days = law.SA_ADDED_RESOLUTIONS
    source = law.ART_ADDED_RESOLUTIONS[form]
    finding = blocks if form == "SA" else warns
    if added.threshold is not None and added.threshold > threshold:
        message = N_("Asking for %(found)s to add a resolution is more than the %(expected)s of the law.")
        yield finding(
            29, f"{where}.added_resolutions.threshold", message, source=source, found=added.threshold,
            expected=threshold,
        )  # fmt: skip
    if form == "SA" and added.days_before is not None and added.days_before > days:
        message = N_("Resolutions due %(found)s days before is earlier than the %(expected)s days of the law.")
        yield blocks(
            29, f"{where}.added_resolutions.days_before", message, source=source, found=added.days_before,
            expected=days,
        )  # fmt: skip


def _record_date(rules: Assembly, form: str, where: str) -> Iterator[Finding]:
    days = rules.record_date_business_days
    if form == "SA" and days is not None and days not in law.SA_RECORD_DATE_DAYS:
        message = N_(
            "In a SA the list of voters is drawn up on the day itself (0) or on the second business day before (2), "
            "not %(found)s."
        )
        yield blocks(
            7, f"{where}.record_date_business_days", message, source=law.ART_RECORD_DATE, found=days, expected="0 | 2"
        )


def _college_quorum(subject: Subject, rules: Assembly, where: str) -> Iterator[Finding]:
    if rules.quorum_basis in {"weighted_by_college", "per_college"} and not subject.written.votes_by_college:
        message = N_("The quorum is taken by college, and these statutes have no colleges: write “members”.")
        yield blocks(
            31, f"{where}.quorum_basis", message, source=law.STATUTES_DECIDE, found=rules.quorum_basis,
            expected="members | shares",
        )  # fmt: skip
    if rules.quorum_basis == "shares":
        message = N_(
            "A quorum counted in shares gives more presence to whoever holds more; in a cooperative the unit is the "
            "member. "
            "Have it read by a lawyer."
        )
        yield warns(31, f"{where}.quorum_basis", message, source=law.ART_ONE_VOTE, found="shares", expected="members")
