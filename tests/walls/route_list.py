"""`python -m tests.walls.route_list` writes tests/route-list.json from the application as it is."""

import json
import tempfile
from pathlib import Path

from tests.databases import application
from tests.walls.test_routes import LIST, routes


def main() -> None:
    """Write the list, sorted, so that a difference reads as history."""
    with tempfile.TemporaryDirectory() as folder:
        app = application("sqlite://", Path(folder))
        LIST.write_text(json.dumps(routes(app), indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
