"""Postal and electronic participation, notices and questions (rules 27, 28, 35); what notices must name (rule 26)."""

from collections.abc import Iterator
from datetime import time

from stdnum.fr import siren as siren_number

from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.assemblies import Cutoff, Remote
from statutes.rules.findings import Finding, Subject, blocks, warns
from statutes.rules.tree import Company


def check_remote(subject: Subject) -> Iterator[Finding]:
    """Remote participation within the law of the form; the company's papers.

    Source: C. com. art. L225-107, R225-63, R225-77, R225-84. Paper forms closed 4 days before in a SA: blocked.

    >>> from statutes.rules.worked import blocked
    >>> [blocked(check_remote, f"remote.postal_cutoff_days = {days}", form="SA") for days in (3, 4)]
    [[], ['35 blocks remote.postal_cutoff_days']]
    """
    remote = subject.written.remote
    if subject.form == "SA":
        yield from _sa_postal(remote)
        yield from _sa_electronic(remote.electronic_cutoff)
        yield from _sa_questions(remote)
    if subject.form != "SAS" and remote.channels is not None and "letter" not in remote.channels:
        message = N_("An e-mail convenes only those who agreed to it: a letter must stay possible. Add “%(expected)s”.")
        found = ", ".join(remote.channels)
        yield blocks(27, "remote.channels", message, source=law.ART_CHANNELS, found=found, expected="letter")
    if remote.channels == ():
        message = N_("No channel is left to convene the members: write “email”, “letter” or both.")
        yield blocks(27, "remote.channels", message, source=law.ART_CHANNELS, expected="email | letter")
    yield from _company(subject.written.company)


def _sa_postal(remote: Remote) -> Iterator[Finding]:
    if remote.postal is False:
        message = N_("Voting by post is a right in a SA, which the statutes cannot remove: write “true”.")
        yield blocks(35, "remote.postal", message, source=law.ART_POSTAL, found="false", expected="true")
    days = remote.postal_cutoff_days
    if days is not None and days > law.SA_POSTAL_CUTOFF_DAYS:
        message = N_("Paper forms cannot be closed %(found)s days before; the law allows %(expected)s at most.")
        yield blocks(
            35, "remote.postal_cutoff_days", message, source=law.ART_POSTAL, found=days,
            expected=law.SA_POSTAL_CUTOFF_DAYS,
        )  # fmt: skip


def _sa_electronic(cutoff: Cutoff | None) -> Iterator[Finding]:
    if cutoff is None:
        return
    at, days = law.SA_ELECTRONIC_CUTOFF
    written_days = days if cutoff.days_before is None else cutoff.days_before
    if (-written_days, cutoff.time or time(15)) < (-days, at):
        message = N_("Electronic forms are accepted until 15:00 the day before at least; %(found)s is too early.")
        found = f"{cutoff.time or at:%H:%M}, -{written_days}"
        yield blocks(35, "remote.electronic_cutoff", message, source=law.ART_POSTAL, found=found, expected="15:00, -1")


def _sa_questions(remote: Remote) -> Iterator[Finding]:
    days = remote.written_questions_business_days
    if days is not None and days > law.SA_WRITTEN_QUESTIONS_DAYS:
        message = N_("Written questions cannot be closed %(found)s business days before; the law allows %(expected)s.")
        yield blocks(
            28, "remote.written_questions_business_days", message, source=law.ART_QUESTIONS, found=days,
            expected=law.SA_WRITTEN_QUESTIONS_DAYS,
        )  # fmt: skip


def _company(company: Company) -> Iterator[Finding]:
    for key in ("siren", "registry", "registered_office"):
        if getattr(company, key) is None:
            message = N_("Every notice must name it: write it, so that no notice leaves incomplete.")
            yield warns(26, f"company.{key}", message, source=law.ART_COMPANY_PAPERS)
    number = company.siren
    if number is not None and not siren_number.is_valid(number):
        message = N_("%(found)s is not a SIREN number (nine digits, the last one a key): copy it from the registry.")
        yield warns(26, "company.siren", message, source=law.ART_COMPANY_PAPERS, found=number)
