"""Who may do what: roles, permissions in the words "subject.can_do", and the one table that joins them.

Denied by default: what the table does not give, nobody has. Every account is a plain member here; the right to vote is
not a permission but a line of the frozen roll, drawn up by `governance`.
"""

from collections.abc import Iterable
from enum import StrEnum

from foundation.kernel.sentences import N_


class Role(StrEnum):
    """What an account is trusted with. MEMBER is the absence of any other role: it is never granted nor revoked."""

    MEMBER = "member"
    BOARD = "board"
    STAFF = "staff"
    TREASURER = "treasurer"
    ACCOUNTANT = "accountant"
    SCRUTINEER = "scrutineer"
    REVISER = "reviser"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing a page or a command asks for."""

    ASSEMBLY_READ = "assembly.read"
    ASSEMBLY_PREPARE = "assembly.prepare"
    ASSEMBLY_HOLD = "assembly.hold"
    ATTENDANCE_CHECK_IN = "attendance.check_in"
    PROXY_REGISTER = "proxy.register"
    MINUTES_READ = "minutes.read"
    MINUTES_WRITE = "minutes.write"
    DECISIONS_READ = "decisions.read"
    VOTE_CAST = "vote.cast"
    COUNT_READ = "count.read"
    VOTES_RUN = "votes.run"
    VOTES_NOMINAL = "votes.nominal"
    CONSULTATIONS_WRITE = "consultations.write"
    BODIES_WRITE = "bodies.write"
    POLE_READ = "pole.read"
    POLE_WRITE = "pole.write"
    BUDGET_READ = "budget.read"
    BUDGET_WRITE = "budget.write"
    STATUTES_READ = "statutes.read"
    STATUTES_ADOPT = "statutes.adopt"
    MEMBERS_READ = "members.read"
    MEMBERS_WRITE = "members.write"
    SHARES_READ = "shares.read"
    SHARES_WRITE = "shares.write"
    TREASURY_READ = "treasury.read"
    TREASURY_WRITE = "treasury.write"
    TREASURY_PAY = "treasury.pay"
    DOCUMENTS_READ = "documents.read"
    PRIVACY_READ = "privacy.read"
    PRIVACY_ERASE = "privacy.erase"
    AUDIT_READ = "audit.read"
    JOBS_READ = "jobs.read"
    MAIL_READ = "mail.read"
    LETTERS_WRITE = "letters.write"
    SETTINGS_WRITE = "settings.write"
    ROLES_GRANT = "roles.grant"
    WHOLE_EXPORT = "whole.export"


GRANTABLE_ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.MEMBER)

_MEMBER = frozenset(
    {
        Permission.ASSEMBLY_READ,
        Permission.MINUTES_READ,
        Permission.DECISIONS_READ,
        Permission.VOTE_CAST,
        Permission.COUNT_READ,
        Permission.POLE_READ,
        Permission.BUDGET_READ,
        Permission.STATUTES_READ,
    }
)
_DESK = frozenset({Permission.MEMBERS_READ, Permission.ATTENDANCE_CHECK_IN, Permission.PROXY_REGISTER})
_OFFICE = _DESK | {
    Permission.ASSEMBLY_PREPARE,
    Permission.ASSEMBLY_HOLD,
    Permission.VOTES_RUN,
    Permission.VOTES_NOMINAL,
    Permission.CONSULTATIONS_WRITE,
    Permission.BODIES_WRITE,
    Permission.POLE_WRITE,
    Permission.BUDGET_WRITE,
    Permission.MINUTES_WRITE,
    Permission.MEMBERS_WRITE,
    Permission.SHARES_READ,
    Permission.SHARES_WRITE,
    Permission.DOCUMENTS_READ,
    Permission.TREASURY_READ,
    Permission.LETTERS_WRITE,
}
_BOOKS = frozenset(
    {Permission.MEMBERS_READ, Permission.SHARES_READ, Permission.DOCUMENTS_READ, Permission.TREASURY_READ}
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MEMBER: _MEMBER,
    Role.BOARD: _OFFICE
    | {
        Permission.STATUTES_ADOPT,
        Permission.AUDIT_READ,
        Permission.PRIVACY_READ,
        Permission.PRIVACY_ERASE,
        Permission.WHOLE_EXPORT,
    },
    Role.STAFF: _OFFICE | {Permission.JOBS_READ, Permission.TREASURY_WRITE, Permission.PRIVACY_READ},
    Role.TREASURER: _BOOKS
    | {
        Permission.SHARES_WRITE,
        Permission.TREASURY_WRITE,
        Permission.TREASURY_PAY,
        Permission.BUDGET_WRITE,
    },
    Role.ACCOUNTANT: _BOOKS,
    Role.SCRUTINEER: _DESK | {Permission.VOTES_NOMINAL},
    Role.REVISER: _BOOKS | {Permission.AUDIT_READ, Permission.PRIVACY_READ},
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.STATUTES_ADOPT,
            Permission.AUDIT_READ,
            Permission.JOBS_READ,
            Permission.MAIL_READ,
            Permission.LETTERS_WRITE,
            Permission.SETTINGS_WRITE,
            Permission.ROLES_GRANT,
            Permission.WHOLE_EXPORT,
        }
    ),
}

ROLE_NAMES: dict[Role, str] = {
    Role.MEMBER: N_("Member"),
    Role.BOARD: N_("Board"),
    Role.STAFF: N_("Staff"),
    Role.TREASURER: N_("Treasurer"),
    Role.ACCOUNTANT: N_("Accountant"),
    Role.SCRUTINEER: N_("Scrutineer"),
    Role.REVISER: N_("Cooperative reviser"),
    Role.ADMINISTRATOR: N_("Administrator"),
}

ROLE_PURPOSES: dict[Role, str] = {
    Role.MEMBER: N_("Reads the assemblies, the decisions and the statutes; votes when on the roll."),
    Role.BOARD: N_("Prepares and holds assemblies, keeps the members and the minutes, adopts statutes."),
    Role.STAFF: N_("Prepares and holds assemblies, keeps the members and the minutes, matches payments."),
    Role.TREASURER: N_("Brings bank files in, asks for payments, pays refunds out; reads bank accounts in full."),
    Role.ACCOUNTANT: N_("Reads the register, the treasury and the entries, and changes nothing."),
    Role.SCRUTINEER: N_(
        "Checks members in and registers proxies during an assembly; reads who voted what in open votes."
    ),
    Role.REVISER: N_("Reads the registers, the documents and the audit trail, and changes nothing."),
    Role.ADMINISTRATOR: N_("Keeps the settings, the roles and the mail; gains no part in assemblies by it."),
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything an account with these roles may do; with none, what a plain member may.

    >>> Permission.SETTINGS_WRITE in permissions_of([])
    False
    >>> Permission.VOTE_CAST in permissions_of([Role.REVISER])
    True
    """
    granted = set(ROLE_PERMISSIONS[Role.MEMBER])
    for role in roles:
        granted |= ROLE_PERMISSIONS.get(role, frozenset())
    return frozenset(granted)
