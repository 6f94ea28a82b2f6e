"""Colleges too small to form: a smaller college may join another one named beforehand (rules 5, 6 and 8)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.findings import Finding, Subject, blocks, silent, warns
from statutes.rules.tree import Statutes


def check_merging(subject: Subject) -> Iterator[Finding]:
    """`minimum_members`, `empty_college = "merge"` and `merge_into` fit together and stay within the law.

    Source: loi 47-1775 art. 19 octies. With weights 1/5 and 2/5, a merge would weigh 3/5: over one half, blocked.

    >>> from statutes.rules.worked import blocked, weights
    >>> merging = 'voting = {colleges = true, empty_college = "merge", merge_into = {%s}}'
    >>> blocked(check_merging, merging % 'salaries = "usagers"', weights("1/5", "2/5", "2/5"))
    ['6 blocks voting.merge_into.salaries']
    >>> blocked(check_merging, merging % 'amis = "amis"', weights("1/5", "2/5", "2/5"))
    ['8 blocks voting.merge_into.amis']
    """
    statutes = subject.written
    voting = statutes.voting
    if not statutes.votes_by_college:
        return
    if (voting.minimum_members or 1) > 1 and voting.empty_college != "merge":
        message = N_(
            "A college of fewer than %(count)s members does not form, so its members must go somewhere: "
            "empty_college must be “%(expected)s”."
        )
        found = voting.empty_college or ""
        yield blocks(
            8, "voting.empty_college", message, source=law.STATUTES_DECIDE, found=found, expected="merge",
            count=voting.minimum_members,
        )  # fmt: skip
    if voting.merge_into and voting.empty_college != "merge":
        message = N_("Nothing uses merge_into, because empty_college is not “merge”: remove it, or write “merge”.")
        yield warns(8, "voting.merge_into", message, source=law.STATUTES_DECIDE, expected="merge")
    yield from _targets(statutes, voting.merge_into or {})


def _targets(statutes: Statutes, merges: Mapping[str, str]) -> Iterator[Finding]:
    known = [college.id for college in statutes.colleges]
    for source, target in merges.items():
        where = f"voting.merge_into.{source}"
        for name in (name for name in (source, target) if name not in known):
            message = N_("“%(found)s” is not a college of these statutes: correct it, or add the college.")
            yield blocks(8, where, message, source=law.STATUTES_DECIDE, found=name, expected=", ".join(known))
        if _turns_round(source, merges):
            message = N_("Following the merges from “%(found)s” comes back to it: name a college that does form.")
            yield blocks(8, where, message, source=law.STATUTES_DECIDE, found=source)
    if statutes.voting.empty_college == "merge":
        yield from _consequences(statutes, merges, known)


def _consequences(statutes: Statutes, merges: Mapping[str, str], known: list[str]) -> Iterator[Finding]:
    missing = [name for name in known if name not in merges]
    if len(missing) > 1 or not merges:
        yield silent("voting.merge_into", ", ".join(missing))
    if len(known) == law.MINIMUM_COLLEGES and merges:
        message = N_(
            "With %(found)s colleges a merge would leave two, and the law wants %(expected)s at least: "
            "a vote will be refused whenever a college does not form."
        )
        yield warns(
            5, "voting.merge_into", message, source=law.ART_COLLEGES, found=len(known), expected=law.MINIMUM_COLLEGES
        )
    yield from _merged_weights(statutes, merges)


def _merged_weights(statutes: Statutes, merges: Mapping[str, str]) -> Iterator[Finding]:
    weights = {college.id: college.weight or Fraction(0) for college in statutes.colleges}
    for source, target in merges.items():
        if source not in weights or target not in weights or source == target:
            continue
        merged = weights[source] + weights[target]
        if merged > law.HIGHEST_WEIGHT:
            message = N_(
                "Merged into “%(target)s”, this college would weigh %(found)s with it, over the legal maximum of "
                "%(expected)s."
            )
            where = f"voting.merge_into.{source}"
            yield blocks(
                6, where, message, source=law.ART_COLLEGES, found=merged, expected=law.HIGHEST_WEIGHT, target=target
            )


def _turns_round(start: str, merges: Mapping[str, str]) -> bool:
    seen, name = {start}, merges[start]
    while name in merges and name not in seen:
        seen.add(name)
        name = merges[name]
    return name == start
