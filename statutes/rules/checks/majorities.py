"""Majorities: fixed in a SA, not to be lowered in a SARL, free but not absurd in a SAS; exclusion (rule 32)."""

from collections.abc import Iterator
from fractions import Fraction

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.assemblies import KINDS, Assembly
from statutes.rules.clauses.voting import Threshold
from statutes.rules.findings import Finding, Subject, blocks, silent, warns
from statutes.rules.settled import majority_in_law

# A majority of the first is never stricter than one of the second.
_STRICTNESS = {"expressed": 0, "present": 1, "all": 2, "entitled": 2}


def check_majorities(subject: Subject) -> Iterator[Finding]:
    """Majorities and what they are taken of, against the law of the form.

    Source: C. com. art. L225-96, L225-98, L223-29, L223-30, L231-6.
    A SA changes its statutes at two thirds of the votes cast: "over 1/2" is blocked, and so is "at least 3/4".

    >>> from statutes.rules.worked import blocked
    >>> written = 'assemblies.extraordinary.majority = {%s}'
    >>> blocked(check_majorities, written % 'at_least = "2/3"', form="SA")
    []
    >>> blocked(check_majorities, written % 'over = "1/2"', form="SA")
    ['32 blocks assemblies.extraordinary.majority']
    """
    for kind in KINDS:
        rules, where = subject.written.assemblies.of(kind), f"assemblies.{kind}"
        if rules.majority is not None:
            yield from _possible(rules.majority, f"{where}.majority")
            yield from _base_fits_colleges(subject, rules.majority, f"{where}.majority.base")
            yield from _lawful(subject, kind, rules.majority)
        yield from _abstention(subject, rules, where)
    if subject.form == "SA" and subject.written.voting.base not in {None, "expressed"}:
        message = N_("A SA counts the votes cast, nothing else: “%(found)s” must be “%(expected)s”.")
        found = subject.written.voting.base
        yield blocks(32, "voting.base", message, source=_sa_article(), found=found, expected="expressed")
    yield from _exclusion(subject)


def _sa_article() -> str:
    return law.SA_ORDINARY.majority_article


def _possible(majority: Threshold, where: str) -> Iterator[Finding]:
    value = majority.value
    if majority.strict and value >= 1:
        message = N_("Nothing can pass over %(found)s: write a smaller fraction, or “at_least”.")
        yield blocks(32, where, message, source=law.STATUTES_DECIDE, found=value, expected="< 1")
    if value < law.HIGHEST_WEIGHT or (value == law.HIGHEST_WEIGHT and not majority.strict):
        message = N_(
            "With this majority a text could pass with as many votes against as for, or more (%(found)s): "
            "“majority” means more than one half."
        )
        found = told(majority)
        yield warns(32, where, message, source=law.ART_ONE_VOTE, found=found, expected="over 1/2")


def _base_fits_colleges(subject: Subject, majority: Threshold, where: str) -> Iterator[Finding]:
    if subject.written.votes_by_college and majority.base in {"present", "entitled"}:
        message = N_(
            "“%(found)s” counts persons and has no meaning where votes are weighted by college: write “expressed” or "
            "“all”."
        )
        yield blocks(32, where, message, source=law.ART_COLLEGES, found=majority.base, expected="expressed | all")


def _lawful(subject: Subject, kind: str, majority: Threshold) -> Iterator[Finding]:
    lawful = majority_in_law(subject.written, kind)
    if lawful is None:
        return
    where = f"assemblies.{kind}.majority"
    source = law.ASSEMBLY_LAW[subject.form, kind].majority_article
    if subject.form == "SA":
        if not _same(majority, lawful) or majority.base not in {None, "expressed"}:
            message = N_("The law fixes this majority of a SA: %(expected)s of the votes cast, not %(found)s.")
            yield blocks(32, where, message, source=source, found=told(majority), expected=told(lawful))
        return
    if _lower(majority, lawful):
        message = N_("%(found)s is lower than the majority of the law, %(expected)s.")
        yield blocks(32, where, message, source=source, found=told(majority), expected=told(lawful))
    if kind == "extraordinary" and not majority.strict and majority.value == 1:
        message = N_("The statutes of a SARL cannot ask for unanimity (%(found)s): write a smaller fraction.")
        yield blocks(32, where, message, source=source, found=told(majority), expected="< 1")
    yield from _sarl_base(subject, kind, majority)


def _sarl_base(subject: Subject, kind: str, majority: Threshold) -> Iterator[Finding]:
    lawful = law.ASSEMBLY_LAW["SARL", kind]
    base = majority.base or (subject.written.voting.base if subject.written.votes_by_college else None)
    if base is None or _STRICTNESS[base] >= _STRICTNESS[lawful.base]:
        return
    where, source = f"assemblies.{kind}.majority.base", lawful.majority_article
    if not subject.written.votes_by_college:
        message = N_("A SARL takes this majority of “%(expected)s”, not of “%(found)s”.")
        yield blocks(32, where, message, source=source, found=base, expected=lawful.base)
        return
    message = N_(
        "The law of a SARL takes this majority of “%(expected)s”, not of “%(found)s”; how that reads with "
        "weighted colleges "
        "is an open question. Have it read by a lawyer."
    )
    yield warns(32, where, message, source=source, found=base, expected=lawful.base)


def _abstention(subject: Subject, rules: Assembly, where: str) -> Iterator[Finding]:
    if subject.form == "SA" and rules.abstention not in {None, "excluded"}:
        message = N_("In a SA an abstention is not a vote cast: “%(found)s” must be “%(expected)s”.")
        found = rules.abstention
        yield blocks(32, f"{where}.abstention", message, source=_sa_article(), found=found, expected="excluded")


def _exclusion(subject: Subject) -> Iterator[Finding]:
    exclusion = subject.written.exclusion
    if exclusion.allowed is None:
        yield silent("exclusion.allowed", "true | false", source=law.ART_EXCLUSION)
    needed = subject.complete.assemblies.extraordinary.majority
    if exclusion.majority is None or needed is None or exclusion.allowed is False:
        return
    if not _same(exclusion.majority, needed):
        message = N_("An exclusion is decided at the majority for changing the statutes, %(expected)s, not %(found)s.")
        found, expected = told(exclusion.majority), told(needed)
        yield blocks(32, "exclusion.majority", message, source=law.ART_EXCLUSION, found=found, expected=expected)


def told(majority: Threshold) -> str:
    """A majority as the file writes it.

    >>> from statutes.rules.ratios import Ratio
    >>> told(Threshold(over=Ratio("1/2"), base="entitled"))
    'over 1/2 (entitled)'
    """
    base = f" ({majority.base})" if majority.base else ""
    return f"{'over' if majority.strict else 'at_least'} {majority.value}{base}"


def _same(one: Threshold, other: Threshold) -> bool:
    return one.strict == other.strict and one.value == other.value


def _lower(one: Threshold, other: Threshold) -> bool:
    def rank(majority: Threshold) -> tuple[Fraction, bool]:
        return majority.value, majority.strict

    return rank(one) < rank(other)
