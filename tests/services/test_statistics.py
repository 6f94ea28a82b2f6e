"""The database looks at its tables once rows came in by the thousand: it would plan as if they were empty."""

import pytest
from sqlalchemy import text

from benchmarks.cooperative.planting import plant
from foundation.kernel.db import db
from foundation.kernel.statistics import refresh_statistics
from shares.verification import register_faults

LOOKED = {
    "sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'share_movement'",
    "postgresql": "SELECT sign(reltuples) FROM pg_class WHERE relname = 'share_movement' AND reltuples > 300",
}


@pytest.mark.usefixtures("session")
def test_a_generated_cooperative_is_sound_and_the_database_has_looked_at_it():
    assert plant(80) > 300
    assert not register_faults()
    looked = text(LOOKED[db.session.get_bind().dialect.name])
    assert db.session.execute(looked).scalar() >= 1
    refresh_statistics(db.session.connection())
    assert db.session.execute(looked).scalar() >= 1
