"""Which category exists and which college takes it, as the statutes say."""

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.members import Category
from statutes.rules.clauses.voting import College
from statutes.rules.tree import Statutes

ONLY_FOR = {
    "persons": N_("The category “%(category)s” takes natural persons only. Choose another category."),
    "organisations": N_("The category “%(category)s” takes organisations only. Choose another category."),
    "public_bodies": N_("The category “%(category)s” takes public bodies only. Choose another category."),
}


def category_named(statutes: Statutes, category: str) -> Category:
    """The category of that identifier; Refused where these statutes have none.

    A member belongs to one of the categories of the statutes.
    Source: loi 47-1775 art. 19 septies.
    Example: statutes with "salaries", "usagers", "collectivites" refuse "sponsors" and list the three.

    >>> from statutes.rules.worked import saying
    >>> category_named(saying(), "salaries").kind
    'employees'
    >>> category_named(saying(), "sponsors")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: ... Choose one of: salaries, usagers, amis; ...
    """
    for found in statutes.categories:
        if found.id == category:
            return found
    raise Refused(
        "unknown-category",
        N_(
            "The statutes in force on that day have no category “%(category)s”. Choose one of: %(known)s; a new "
            "category needs a change of the statutes."
        ),
        rule=1,
        source=law.ART_CATEGORIES,
        category=category,
        known=", ".join(found.id for found in statutes.categories),
    )


def check_open(category: Category, *, is_person: bool, public: bool = False) -> None:
    """Refuse a person in a category of organisations, an organisation in one of persons or of employees.

    An employee is a person (C. trav. art. L1221-1); the rest is what the statutes say (`open_to`): persons,
    organisations, or public bodies alone. Source: loi 47-1775 art. 19 septies; the statutes.
    Example: a company is no employee; a town enters the category of towns, an association does not.

    >>> check_open(Category(id="towns", open_to="public_bodies"), is_person=False, public=True)
    >>> check_open(Category(id="salaries", kind="employees"), is_person=False)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The category “salaries” takes ...
    """
    takes = category.open_to or ("persons" if category.kind == "employees" else "")
    fits = {"persons": is_person, "organisations": not is_person, "public_bodies": not is_person and public}
    if fits.get(takes, True):
        return
    raise Refused(
        "category-not-open",
        ONLY_FOR[takes],
        rule=1,
        source=law.ART_CATEGORIES,
        category=category.name or category.id,
    )


def colleges_open_to(statutes: Statutes, category: str) -> tuple[College, ...]:
    """The colleges that members of `category` may enter: those that list it, and those that list none.

    Source: loi 47-1775 art. 19 octies (the statutes say how members are assigned).
    Example: a college with categories = ["salaries"] is open to "salaries" alone.

    >>> from statutes.rules.worked import saying, weights
    >>> [college.id for college in colleges_open_to(saying(weights("1/5", "2/5", "2/5")), "salaries")]
    ['salaries']
    """
    return tuple(one for one in statutes.colleges if one.categories is None or category in one.categories)


def college_for(statutes: Statutes, category: str, wanted: str | None) -> str | None:
    """The college a member of `category` enters: the one wanted if it may be, the only one open if none is wanted.

    Exactly one college for each member, none where the assembly does not vote by college.
    Source: loi 47-1775 art. 19 octies; rule 7 of the compliance table.
    Example: "salaries" is listed by one college only, so nothing needs to be asked.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> colleges = tuple(College(id=name, categories=(name,)) for name in ("salaries", "usagers"))
    >>> college_for(Statutes(legal_form="SAS", colleges=colleges, **whole, **needed), "salaries", None)
    'salaries'
    """
    if not statutes.votes_by_college:
        _refuse_wanted(wanted)
        return None
    if wanted:
        return college_named(statutes, category, wanted).id
    open_ones = colleges_open_to(statutes, category)
    if len(open_ones) == 1:
        return open_ones[0].id
    if not open_ones:
        raise Refused(
            "no-college",
            N_(
                "No college takes the category “%(category)s”, so its members could not vote. The statutes must list "
                "it in a college before anyone is admitted in it."
            ),
            rule=7,
            source=law.ART_COLLEGES,
            category=category,
        )
    raise Refused(
        "no-college",
        N_(
            "A member of the category “%(category)s” needs a college: without one the member could not vote and no "
            "vote could open. Choose one of: %(open)s."
        ),
        rule=7,
        source=law.ART_COLLEGES,
        category=category,
        open=", ".join(college.id for college in open_ones),
    )


def college_named(statutes: Statutes, category: str, college: str) -> College:
    """The college of that identifier, if it takes `category`; Refused with rule 7 otherwise.

    Source: loi 47-1775 art. 19 octies. Example: the college of the employees takes no users.

    >>> from statutes.rules.worked import saying, weights
    >>> college_named(saying(weights("1/5", "2/5", "2/5")), "usagers", "salaries")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The college “salaries” does not take the category “usagers”...
    """
    names = {one.id: one.name or one.id for one in statutes.categories}
    for found in statutes.colleges:
        if found.id == college:
            if found.categories is None or category in found.categories:
                return found
            raise Refused(
                "college-not-for-category",
                N_(
                    "The college “%(college)s” does not take the category “%(category)s”: by the statutes it takes "
                    "%(takes)s. Choose another college, or record the change of category first."
                ),
                rule=7,
                source=law.ART_COLLEGES,
                college=found.name or found.id,
                category=names.get(category, category),
                takes=", ".join(names.get(one, one) for one in found.categories),
            )
    raise Refused(
        "unknown-college",
        N_("The statutes in force on that day have no college “%(college)s”. Choose one of: %(known)s."),
        rule=7,
        source=law.ART_COLLEGES,
        college=college,
        known=", ".join(found.id for found in statutes.colleges),
    )


def check_rank(statutes: Statutes, rank: int) -> None:
    """Refuse a second college, unless the statutes give one vote in each college (rule 7 warns of that clause).

    Source: loi 47-1775 art. 9 and 19 octies; rule 7. Example: a second college is refused, the first is not.

    >>> from datetime import date
    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> check_rank(Statutes(legal_form="SAS", **whole, **needed), 1)
    >>> check_rank(Statutes(legal_form="SAS", **whole, **needed), 2)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: A member belongs to one college only...
    """
    if rank > 1 and not statutes.one_vote_per_college:
        raise Refused(
            "one-college-only",
            N_(
                "A member belongs to one college only: these statutes do not give one vote in each college "
                "(one_vote_per_college). Change the member's college instead of adding one."
            ),
            rule=7,
            source=law.ART_COLLEGES,
        )


def _refuse_wanted(wanted: str | None) -> None:
    if wanted:
        raise Refused(
            "no-colleges-here",
            N_("These statutes do not vote by college: one member, one vote. Leave the college empty."),
            rule=7,
            source=law.ART_ONE_VOTE,
        )
