"""Proxies: who may hold one, how many, and blank ones (rules 33 and 34)."""

from collections.abc import Iterator

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.findings import Finding, Subject, blocks, silent, warns


def check_proxies(subject: Subject) -> Iterator[Finding]:
    """Proxies within the law of the form; limits are the statutes' own.

    Source: C. com. art. L225-106 (SA), L223-28 (SARL). "anyone" in a SA: blocked; in a SARL or a SAS: a clause.

    >>> from statutes.rules.worked import blocked
    >>> [blocked(check_proxies, 'proxies.holders = "anyone"', form=form) for form in ("SA", "SARL", "SAS")]
    [['33 blocks proxies.holders'], [], []]
    """
    proxies, form = subject.complete.proxies, subject.form
    if proxies.holders is None:
        yield silent("proxies.holders", "members | members_and_spouses | anyone")
    if proxies.max_per_holder is None:
        yield silent("proxies.max_per_holder") if form == "SAS" else _no_limit(form)
    if proxies.blank is None:
        yield silent("proxies.blank", "chair | refused")
    if form != "SAS":
        yield from _holders(subject)


def _holders(subject: Subject) -> Iterator[Finding]:
    proxies, form = subject.written.proxies, subject.form
    source = law.ART_PROXIES[form]
    if proxies.holders == "anyone" and form == "SA":
        message = N_("In a SA only another member, the spouse or the civil partner can hold a proxy, not “%(found)s”.")
        yield blocks(33, "proxies.holders", message, source=source, found="anyone", expected="members_and_spouses")
    if proxies.holders == "members":
        message = N_(
            "The law also lets the spouse hold a proxy, and the statutes cannot take it away: write “%(expected)s”. "
            "Until then spouses are accepted."
        )
        yield warns(33, "proxies.holders", message, source=source, found="members", expected="members_and_spouses")
    if proxies.max_per_holder == 0:
        message = N_("Nobody could hold a proxy, and the law lets each member be represented: write 1 or more.")
        yield blocks(33, "proxies.max_per_holder", message, source=source, found=0, expected=1)
    if proxies.blank == "refused" and form == "SA":
        message = N_(
            "In a SA a blank proxy is voted by the chair, for what the board supports and against the rest: it cannot "
            "be "
            "“%(found)s”."
        )
        yield blocks(34, "proxies.blank", message, source=source, found="refused", expected="chair")


def _no_limit(form: str) -> Finding:
    message = N_(
        "Neither the law nor these statutes limit the proxies that one person may hold: write max_per_holder if the "
        "members want a limit."
    )
    return warns(8, "proxies.max_per_holder", message, source=law.ART_PROXIES[form])
