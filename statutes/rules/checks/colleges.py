"""Colleges: none or three at least, exact weights within the law's bounds, members in one college (rules 5 to 7)."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.voting import College
from statutes.rules.findings import Finding, Subject, blocks, warns
from statutes.rules.tree import Statutes

BOUNDS = "1/10 .. 1/2"


def check_colleges(subject: Subject) -> Iterator[Finding]:
    """Number, weights and categories of the colleges.

    Source: loi 47-1775 art. 19 octies. Weights 1/3, 1/3, 1/3 are lawful; 5/100 is under the minimum of 1/10.

    >>> from statutes.rules.worked import blocked, weights
    >>> blocked(check_colleges, "voting.colleges = true", weights("1/3", "1/3", "1/3"))
    []
    >>> blocked(check_colleges, "voting.colleges = true", weights("5/100", "45/100", "1/2"))
    ['6 blocks colleges[0].weight']
    """
    statutes = subject.written
    yield from _number(statutes)
    yield from _one_vote_per_college(statutes)
    if not statutes.votes_by_college:
        return
    yield from _weights(statutes.colleges)
    yield from _categories(statutes)


def _number(statutes: Statutes) -> Iterator[Finding]:
    count = len(statutes.colleges)
    if statutes.votes_by_college and count < law.MINIMUM_COLLEGES:
        message = N_("Number of colleges: %(found)s; the law wants none, or %(expected)s at least.")
        yield blocks(5, "colleges", message, source=law.ART_COLLEGES, found=count, expected=law.MINIMUM_COLLEGES)
    if statutes.voting.colleges is False and count:
        message = N_(
            "The statutes say that there are no colleges, yet list %(found)s: write “true”, or remove the list."
        )
        yield blocks(5, "voting.colleges", message, source=law.ART_COLLEGES, found=count, expected="true")
    if statutes.voting.colleges is None and count:
        message = N_("The statutes list %(found)s colleges without saying that votes go by college: write “true”.")
        yield warns(8, "voting.colleges", message, source=law.ART_COLLEGES, found=count, expected="true")


def _one_vote_per_college(statutes: Statutes) -> Iterator[Finding]:
    if statutes.one_vote_per_college:
        message = N_(
            "A person with several links would vote once in each college: a legal risk against “one person, one vote”. "
            "Put each member in one college."
        )
        yield warns(7, "one_vote_per_college", message, source=law.ART_ONE_VOTE, found="true", expected="false")


def _weights(colleges: tuple[College, ...]) -> Iterator[Finding]:
    written = [college.weight for college in colleges if college.weight is not None]
    if colleges and not written:
        yield _no_weight_at_all(colleges)
        return
    for index, college in enumerate(colleges):
        yield from _one_weight(college, f"colleges[{index}].weight")
    total = sum(written, Fraction(0))
    if len(written) == len(colleges) and colleges and total != 1:
        message = N_("The weights add up to %(found)s; together they must make exactly 1.")
        yield blocks(6, "colleges", message, source=law.ART_COLLEGES, found=total, expected=1)


def _no_weight_at_all(colleges: tuple[College, ...]) -> Finding:
    equal = Fraction(1, len(colleges))
    message = N_(
        'No college has a weight. Silent statutes mean equal weights: write weight = "%(expected)s" in each of them, '
        "or the weights that the members chose."
    )
    return blocks(6, "colleges", message, source=law.ART_COLLEGES, found="", expected=equal)


def _one_weight(college: College, where: str) -> Iterator[Finding]:
    weight = college.weight
    if weight is None:
        message = N_("This college has no weight and others do: write it; each is from 1/10 to 1/2.")
        yield blocks(6, where, message, source=law.ART_COLLEGES, expected=BOUNDS)
        return
    if weight < law.LOWEST_WEIGHT:
        message = N_("%(found)s is under the legal minimum of %(expected)s")
        yield blocks(6, where, message, source=law.ART_COLLEGES, found=weight, expected=law.LOWEST_WEIGHT)
    if weight > law.HIGHEST_WEIGHT:
        message = N_("%(found)s is over the legal maximum of %(expected)s")
        yield blocks(6, where, message, source=law.ART_COLLEGES, found=weight, expected=law.HIGHEST_WEIGHT)
    if college.max_weight is not None and weight > college.max_weight:
        message = N_("%(found)s is over the maximum of %(expected)s that max_weight sets for this college")
        yield blocks(6, where, message, source=law.STATUTES_DECIDE, found=weight, expected=college.max_weight)


def _categories(statutes: Statutes) -> Iterator[Finding]:
    known = {category.id for category in statutes.categories}
    holders = Counter(name for college in statutes.colleges for name in set(college.categories or ()))
    for index, college in enumerate(statutes.colleges):
        yield from _categories_of(college, f"colleges[{index}].categories", known)
    for index, category in enumerate(statutes.categories):
        where = f"categories[{index}]"
        if statutes.colleges and not holders[category.id]:
            message = N_(
                "The category “%(found)s” belongs to no college: its members could never vote. Name it in one college."
            )
            yield blocks(
                7, where, message, source=law.ART_COLLEGES, found=category.id, expected="colleges[].categories"
            )
        if holders[category.id] > 1:
            message = N_(
                "The category “%(found)s” is shared by %(count)s colleges: each of its members must be put in one by "
                ""
                "hand before any vote."
            )
            count = holders[category.id]
            yield warns(7, where, message, source=law.ART_COLLEGES, found=category.id, expected="", count=count)


def _categories_of(college: College, where: str, known: set[str]) -> Iterator[Finding]:
    if not college.categories:
        message = N_("This college names no category: nobody can belong to it. Name at least one.")
        yield blocks(7, where, message, source=law.ART_COLLEGES, expected=", ".join(sorted(known)))
    for index, name in enumerate(college.categories or ()):
        if name not in known:
            message = N_("“%(found)s” is not a category of these statutes: correct it, or add the category.")
            yield blocks(
                7, f"{where}[{index}]", message, source=law.ART_COLLEGES, found=name, expected=", ".join(sorted(known))
            )
