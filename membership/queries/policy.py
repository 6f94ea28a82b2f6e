"""The settings of the membership: whether one may ask to join online, which letters leave, what is looked at closely."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.wording.queries import silent_letters
from membership.models.keeping import MembershipSetting
from membership.rules.candidates import Watch
from membership.rules.mailings import Mailing


@dataclass(frozen=True)
class Policy:
    """The settings in force; `silent`: the letters that are switched off."""

    online: bool
    silent: frozenset[str]
    watch: Watch

    def writes(self, mailing: Mailing) -> bool:
        """Whether a letter leaves."""
        return mailing.value not in self.silent


def policy() -> Policy:
    """All settings; two statements."""
    rows = db.session.execute(select(MembershipSetting.key, MembershipSetting.value))
    kept: dict[str, Any] = {row[0]: row[1] for row in rows}
    return Policy(
        online=bool(kept.get("online", True)),
        silent=silent_letters() & {one.value for one in Mailing},
        watch=Watch(**kept.get("watch", {})),
    )
