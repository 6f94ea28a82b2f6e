"""Categories of members: three at least, beneficiaries, employees or producers; minimum holdings (rules 1 to 3, 13)."""

from collections.abc import Iterator

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.members import Category
from statutes.rules.findings import Finding, Subject, blocks, warns


def check_categories(subject: Subject) -> Iterator[Finding]:
    """The categories that the law wants, and holdings that can be met.

    Source: loi 47-1775 art. 19 septies. Employees, beneficiaries and volunteers: lawful; two categories: blocked.

    >>> from statutes.rules.worked import judged
    >>> judged(check_categories)
    []
    >>> two = 'categories = [{id = "salaries", kind = "employees"}, {id = "usagers", kind = "beneficiaries"}]'
    >>> judged(check_categories, two)
    ['1 blocks categories']
    """
    categories = subject.written.categories
    yield from _number(categories)
    yield from _mandatory({category.kind for category in categories})
    for index, category in enumerate(categories):
        yield from _kind(category, f"categories[{index}].kind")
        yield from _holding(category, f"categories[{index}]")
        yield from _steps(category, f"categories[{index}].min_shares_steps")


def _number(categories: tuple[Category, ...]) -> Iterator[Finding]:
    count, least = len(categories), law.MINIMUM_CATEGORIES
    if count < least:
        message = N_("Number of categories of members: %(found)s; the law wants %(expected)s at least.")
        yield blocks(1, "categories", message, source=law.ART_CATEGORIES, found=count, expected=least)
        return
    kinds = {category.kind or category.id for category in categories}
    if len(kinds) < least and "other" not in kinds:
        message = N_(
            "The categories show %(found)s different links with the cooperative only; the third one must be distinct: "
            "check their kinds."
        )
        yield warns(1, "categories", message, source=law.ART_CATEGORIES, found=len(kinds), expected=least)


def _mandatory(kinds: set[str | None]) -> Iterator[Finding]:
    if "beneficiaries" not in kinds:
        message = N_(
            "No category is of the kind “%(expected)s”: those who benefit from the activity must be able to join."
        )
        yield blocks(2, "categories", message, source=law.ART_CATEGORIES, expected="beneficiaries")
    if not kinds & {"employees", "producers"}:
        message = N_(
            "No category is of the kind “employees” (or “producers” where the company has no employee): add one."
        )
        yield blocks(3, "categories", message, source=law.ART_CATEGORIES, expected="employees | producers")
    elif "employees" not in kinds:
        message = N_(
            "Producers stand for employees only while the company has none: the first contract of employment makes a "
            "category of employees compulsory."
        )
        yield warns(3, "categories", message, source=law.ART_CATEGORIES, found="producers", expected="employees")


def _kind(category: Category, where: str) -> Iterator[Finding]:
    if category.kind is None:
        message = N_("The kind of this category is not said: without it nobody can tell whether the law is met.")
        yield warns(1, where, message, source=law.ART_CATEGORIES, expected="employees | beneficiaries | ...")


def _holding(category: Category, where: str) -> Iterator[Finding]:
    least, most = category.min_shares, category.max_shares
    if least is not None and most is not None and least > most:
        message = N_("The least holding (%(found)s shares) is over the greatest (%(expected)s): nobody could join.")
        yield blocks(13, f"{where}.min_shares", message, source=law.STATUTES_DECIDE, found=least, expected=most)
    if least == 0:
        message = N_("A member without a share: each member holds one at least. Write 1 or more.")
        yield blocks(13, f"{where}.min_shares", message, source=law.ART_ADMISSION, found=0, expected=1)


def _steps(category: Category, where: str) -> Iterator[Finding]:
    reached = 0
    steps = category.min_shares_steps or ()
    for index, step in enumerate(steps):
        if step.upto is not None and step.upto <= reached:
            message = N_("The steps must go up: %(found)s comes after %(reached)s.")
            yield blocks(
                13, f"{where}[{index}].upto", message, source=law.STATUTES_DECIDE, found=step.upto,
                expected=f"> {reached}", reached=reached,
            )  # fmt: skip
        if step.each is not None and index != len(steps) - 1:
            message = N_("A step “each” has no end, so it must be the last one.")
            yield blocks(13, f"{where}[{index}].each", message, source=law.STATUTES_DECIDE, found=step.each)
        reached = step.upto or reached
