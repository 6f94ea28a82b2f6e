"""What every fact of the treasury carries: when it was recorded, and by whom."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import UtcDateTime


class Recorded:
    """Moment and author."""

    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
