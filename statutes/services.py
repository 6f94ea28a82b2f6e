"""Recording a version of the statutes, and the question everybody asks: which one was in force on that day?"""

import hashlib
from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from statutes.models import StatutesVersion
from statutes.queries import version_from, version_on
from statutes.rules import law
from statutes.rules.check import blocking, check
from statutes.rules.events import StatutesEvent
from statutes.rules.findings import Finding
from statutes.rules.parse import decoded, parse


class BlockedStatutes(Refused):
    """The statutes break the law; `findings` says where, what blocks first."""

    def __init__(self, findings: list[Finding]) -> None:
        first = findings[0]
        super().__init__(
            "statutes-blocked",
            N_(
                "These statutes cannot be adopted: places where they break a rule: %(count)s. "
                "Correct each of them, the first being %(where)s."
            ),
            rule=first.rule,
            source=first.source,
            count=len(blocking(findings)),
            where=first.where,
        )
        self.findings = tuple(findings)


def adopt(text: str | bytes, actor: Actor, at: datetime, assembly: str | None = None) -> StatutesVersion:
    """Record a version, in force from its own `effective_on`; `assembly` names who adopted it where the file does not.

    Raises UnreadableStatutes, BlockedStatutes, or Refused where another version begins on the same day. The same file
    again changes nothing and gives the version that is there. Source: C. com. art. L225-96 (statutes change in AGE).
    """
    written = decoded(text)
    statutes = parse(written)
    findings = check(statutes)
    if blocking(findings):
        raise BlockedStatutes(findings)
    digest = hashlib.sha256(written.encode()).hexdigest()
    existing = version_from(statutes.effective_on)
    if existing is not None:
        return _same_or_refused(existing, digest)
    version = StatutesVersion(
        effective_on=statutes.effective_on,
        name=statutes.name,
        adopted_by=statutes.adopted_by or assembly or "",
        text=written,
        sha256=digest,
        recorded_at=at,
    )
    db.session.add(version)
    db.session.flush()
    _record(version, actor, at)
    return version


def _same_or_refused(existing: StatutesVersion, digest: str) -> StatutesVersion:
    if existing.sha256 == digest:
        return existing
    raise Refused(
        "statutes-date-taken",
        N_(
            "Another version of the statutes is already in force from %(day)s, and a version is never changed: "
            "give this one a later effective_on."
        ),
        source=law.STATUTES_DECIDE,
        day=existing.effective_on,
    )


def _record(version: StatutesVersion, actor: Actor, at: datetime) -> None:
    details = {
        "effective_on": version.effective_on.isoformat(),
        "adopted_by": version.adopted_by,
        "sha256": version.sha256,
    }
    audit.record(StatutesEvent.ADOPTED, f"statutes:{version.id}", actor=actor, at=at, details=details)


def statutes_on(on: date) -> StatutesVersion:
    """The version in force on a day; Refused where none was.

    `statutes_on(day).statutes` is the version as data, `.id` what an assembly or a box keeps.
    """
    version = version_on(on)
    if version is None:
        raise Refused(
            "no-statutes",
            N_(
                "No statutes are in force on %(day)s: record the cooperative's statutes first, on the Statutes page or "
                "with “scic statutes adopt FILE”."
            ),
            rule=8,
            source=law.STATUTES_DECIDE,
            day=on,
        )
    return version
