"""What the law leaves to the statutes and they do not say: warned here, refused when a vote needs it (rule 8)."""

from collections.abc import Iterator

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.assemblies import KINDS, Assembly
from statutes.rules.findings import Finding, Subject, blocks, silent, warns
from statutes.rules.tree import Statutes

TIES = "void | split | against"


def check_policies(subject: Subject) -> Iterator[Finding]:
    """Every policy that a vote or an assembly needs and that neither the statutes nor the law gives.

    Source: loi 47-1775 art. 19 octies; C. com. art. L227-9. A SAS silent on its quorum: one warning, no default.

    >>> from statutes.rules.worked import judged
    >>> rules = 'notice_days = 15, majority = {over = "1/2"}, abstention = "excluded"'
    >>> ordinary = f"assemblies = {{ordinary = {{{rules}}}, extraordinary = {{{rules}, quorum_first = 'none'}}}}"
    >>> judged(check_policies, 'voting.base = "expressed"', ordinary)
    ['8 warns assemblies.ordinary.quorum_first']
    """
    statutes = subject.complete
    if statutes.votes_by_college:
        yield from _college_policies(statutes)
    yield from _base(statutes)
    for kind in KINDS:
        yield from _assembly(statutes.assemblies.of(kind), f"assemblies.{kind}")


def _college_policies(statutes: Statutes) -> Iterator[Finding]:
    voting = statutes.voting
    if voting.carry is None:
        yield silent("voting.carry", "proportional | block")
    if voting.carry == "delegates":
        message = N_("Votes carried by delegates of the colleges are not supported: write “proportional” or “block”.")
        yield blocks(
            8, "voting.carry", message, source=law.ART_COLLEGES, found="delegates", expected="proportional | block"
        )
    if voting.carry == "block":
        yield from _block_threshold(statutes)
    if voting.college_tie is None:
        yield silent("voting.college_tie", TIES) if voting.carry == "block" else _tie_for_later()
    if voting.empty_college is None:
        yield silent("voting.empty_college", "void | equal | proportional | heads | merge")
    if voting.silent_college is None:
        yield silent("voting.silent_college", "void | equal | proportional | heads")


def _tie_for_later() -> Finding:
    message = N_(
        "The statutes do not say what a tied college brings. Nothing needs it while votes are carried in proportion; "
        "write it before they are carried as a block (%(expected)s)."
    )
    return warns(8, "voting.college_tie", message, source=law.STATUTES_DECIDE, expected=TIES)


def _block_threshold(statutes: Statutes) -> Iterator[Finding]:
    threshold = statutes.voting.block_threshold
    if threshold is None or law.HIGHEST_WEIGHT <= threshold < 1:
        return
    message = N_(
        "With %(found)s, two sides could carry the same college, or none ever could: write 1/2 or more, and less "
        "than 1."
    )
    yield blocks(
        8, "voting.block_threshold", message, source=law.STATUTES_DECIDE, found=threshold, expected="1/2 .. < 1"
    )


def _base(statutes: Statutes) -> Iterator[Finding]:
    base = statutes.voting.base
    by_college = statutes.votes_by_college
    if base is None and (statutes.legal_form == "SAS" or by_college):
        yield silent("voting.base", "expressed | all" if by_college else "expressed | all | present | entitled")
    if by_college and base in {"present", "entitled"}:
        message = N_(
            "“%(found)s” counts persons and has no meaning where votes are weighted by college: write “expressed” or "
            "“all”."
        )
        yield blocks(8, "voting.base", message, source=law.ART_COLLEGES, found=base, expected="expressed | all")


def _assembly(rules: Assembly, where: str) -> Iterator[Finding]:
    if rules == Assembly(record_date_business_days=0):
        yield silent(where, "notice_days, quorum_first, majority, abstention")
        return
    for key, choices in (
        ("notice_days", ""),
        ("quorum_first", ""),
        ("majority", ""),
        ("abstention", "excluded | against | for"),
    ):
        if getattr(rules, key) is None:
            yield silent(f"{where}.{key}", choices)
    if rules.quorum_first:
        yield from _second_convening(rules, where)


def _second_convening(rules: Assembly, where: str) -> Iterator[Finding]:
    if rules.quorum_basis is None:
        yield silent(f"{where}.quorum_basis", "members | shares | weighted_by_college | per_college")
    if rules.quorum_second is None:
        yield silent(f"{where}.quorum_second")
    if rules.second_notice_days is None:
        yield silent(f"{where}.second_notice_days")
