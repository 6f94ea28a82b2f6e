"""How often a token may call: a sliding window held by each process of the server.

It guards the machine against a program that runs wild, not a secret against guesses (a token is 256 random bits), so it is
counted in memory: a row a call would take the one writer that ballots wait for. Several processes let through as many times
this number.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

from foundation.accounts.rules.attempts import Limit
from foundation.kernel.errors import TooMany
from foundation.kernel.sentences import N_

CALLS = Limit(300, timedelta(minutes=1))
KNOWN = 2000
_TOO_OFTEN = N_(
    "This token called %(count)s times within a minute: wait %(retry_after)s seconds, then call again, less often."
)


class Rates:
    """The calls of the last minute, by token; the tokens that called longest ago are forgotten first."""

    def __init__(self, limit: Limit = CALLS) -> None:
        self.limit = limit
        self._calls: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def admit(self, key: str, at: datetime) -> None:
        """Count a call; raises TooMany with the seconds to wait."""
        with self._lock:
            calls = self._calls.setdefault(key, deque())
            self._calls.move_to_end(key)
            while calls and calls[0] <= at - self.limit.window:
                calls.popleft()
            if len(calls) >= self.limit.count:
                wait = (calls[0] + self.limit.window - at) // timedelta(seconds=1) + 1
                raise TooMany("calls-too-often", _TOO_OFTEN, count=self.limit.count, retry_after=wait)
            calls.append(at)
            if len(self._calls) > KNOWN:
                self._calls.popitem(last=False)
