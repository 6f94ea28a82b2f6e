"""Until when a proxy travels online (R225-80), and what the door still takes."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from governance.queries.floor import floor_at
from governance.services.proxies import ProxyDraft, register_proxy, revoke_proxy
from tests.factories.governance import STARTS, convened, pole_members, pole_statutes
from tests.factories.statutes import GONE

EVE, BOB = "Solène Abiven", "Yann Le Guirriec"
FIFTEEN = datetime(2026, 6, 11, 13, tzinfo=UTC)  # 15:00 in Paris, the day before the assembly
AFTER = FIFTEEN + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def database(session):
    return session


def evening(*, options=None, **statutes):
    pole_statutes(**statutes)
    return pole_members(), convened(**(options or {}))


def give(room, at, *, origin="online"):
    members, assembly = room
    draft = ProxyDraft(members[EVE].id, members[BOB].id, at.date(), origin=origin)
    return register_proxy(assembly, draft, actor=SYSTEM, at=at)


def code(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value


def test_a_proxy_travels_online_until_three_in_the_afternoon_of_the_day_before():
    assert give(evening(), FIFTEEN).origin == "online"


def test_one_second_later_it_is_refused_with_the_hour_and_the_source():
    refused = code(lambda: give(evening(), AFTER))
    assert (refused.code, refused.rule, refused.source) == ("proxy-too-late", 33, "statuts")
    assert "11 June 2026 at 15:00" in sentence("en", refused.message, refused.values)


def test_a_silent_sa_has_the_hour_of_the_law_on_the_clock_of_paris():
    """Réunion is two hours ahead in summer: the law's hour is that of Paris all the same."""
    room = evening(options={"zone": "Indian/Reunion"}, **{"legal_form": "SA", "remote.electronic_cutoff": GONE})
    give(room, FIFTEEN)
    revoke = lambda at: revoke_proxy(room[1], room[0][EVE].id, actor=SYSTEM, at=at)  # noqa: E731
    assert code(lambda: revoke(AFTER)).source == "C. com. art. R225-80"


def test_the_statutes_hour_is_read_where_the_assembly_meets():
    room = evening(options={"zone": "Indian/Reunion"})
    assert code(lambda: give(room, FIFTEEN)).code == "proxy-too-late"
    give(room, FIFTEEN - timedelta(hours=2))


def test_the_statutes_may_set_another_hour():
    clause = {"remote.electronic_cutoff": {"time": "12:00", "days_before": 0}}
    room = evening(**clause)
    give(room, STARTS.replace(hour=10, minute=0))
    assert code(lambda: revoke_proxy(room[1], room[0][EVE].id, actor=SYSTEM, at=STARTS)).code == "proxy-irrevocable"


def test_a_sas_whose_statutes_set_no_hour_has_none():
    assert give(evening(**{"remote.electronic_cutoff": GONE}), STARTS - timedelta(minutes=1)).origin == "online"


def test_the_door_takes_a_paper_until_the_closing():
    room = evening()
    assert give(room, STARTS, origin="paper").origin == "paper"
    revoke_proxy(room[1], room[0][EVE].id, actor=SYSTEM, at=STARTS)


def test_given_online_it_is_taken_back_until_that_hour_and_not_after():
    room = evening()
    give(room, FIFTEEN - timedelta(hours=1))
    refused = code(lambda: revoke_proxy(room[1], room[0][EVE].id, actor=SYSTEM, at=AFTER))
    assert (refused.code, refused.rule) == ("proxy-irrevocable", 33)
    assert room[0][EVE].id in floor_at(room[1], AFTER).proxies
    revoke_proxy(room[1], room[0][EVE].id, actor=SYSTEM, at=FIFTEEN)
    assert room[0][EVE].id not in floor_at(room[1], AFTER).proxies
