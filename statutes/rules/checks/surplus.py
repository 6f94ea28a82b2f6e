"""Reserves and share interest (rules 19 to 21); secret ballots (rule 46)."""

from collections.abc import Iterator

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.findings import Finding, Subject, blocks, warns


def check_surplus(subject: Subject) -> Iterator[Finding]:
    """Reserves not under, interest not over the law.

    Source: loi 47-1775 art. 14, 16, 19 nonies. A statutory reserve of one half exactly is lawful.

    >>> from statutes.rules.worked import judged
    >>> judged(check_surplus, 'surplus.statutory_reserve = "1/2"')
    []
    >>> judged(check_surplus, 'surplus.statutory_reserve = "49/100"')
    ['20 blocks surplus.statutory_reserve']
    """
    surplus = subject.written.surplus
    legal, statutory, points = surplus.legal_reserve, surplus.statutory_reserve, surplus.interest_above_tmo_points
    under = N_("A reserve of %(found)s is under the legal minimum of %(expected)s.")
    if legal is not None and legal < law.LOWEST_LEGAL_RESERVE:
        yield blocks(19, "surplus.legal_reserve", under, source=law.ART_LEGAL_RESERVE, found=legal, expected="15/100")
    if statutory is not None and statutory < law.LOWEST_STATUTORY_RESERVE:
        yield blocks(
            20, "surplus.statutory_reserve", under, source=law.ART_STATUTORY_RESERVE, found=statutory,
            expected=law.LOWEST_STATUTORY_RESERVE,
        )  # fmt: skip
    if points is not None and points > law.HIGHEST_INTEREST_POINTS:
        message = N_("Interest may pass the average yield of bonds by %(expected)s points at most, not %(found)s.")
        yield blocks(
            21, "surplus.interest_above_tmo_points", message, source=law.ART_INTEREST, found=points,
            expected=law.HIGHEST_INTEREST_POINTS,
        )  # fmt: skip


def check_secret_ballots(subject: Subject) -> Iterator[Finding]:
    """A group small enough to give a vote away; postal forms of a SA, which carry a name by law.

    Source: loi 47-1775 art. 8 and our choice (rule 46). Three voters are the smallest group, two are blocked.

    >>> from statutes.rules.worked import judged
    >>> [judged(check_secret_ballots, f"secret_ballots.minimum_group = {voters}") for voters in (3, 2)]
    [[], ['46 blocks secret_ballots.minimum_group']]
    """
    ballots = subject.written.secret_ballots
    if ballots.minimum_group is not None and ballots.minimum_group < law.SMALLEST_SECRET_GROUP:
        message = N_("A group of %(found)s gives its votes away: a secret ballot needs %(expected)s at least.")
        yield blocks(
            46, "secret_ballots.minimum_group", message, source=law.ART_SECRECY, found=ballots.minimum_group,
            expected=law.SMALLEST_SECRET_GROUP,
        )  # fmt: skip
    if ballots.required_for and subject.form == "SA":
        message = N_(
            "Postal forms of a SA carry the voter's name by law, so they are not secret: plan two envelopes or a "
            "blind code "
            "for what is voted secretly (%(found)s)."
        )
        found = ", ".join(ballots.required_for)
        yield warns(46, "secret_ballots.required_for", message, source=law.ART_POSTAL, found=found)
