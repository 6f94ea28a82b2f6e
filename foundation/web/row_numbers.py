"""Numbers in addresses: no row has one beyond what a key column holds, so such an address leads nowhere (404)."""

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**31 - 1


class RowNumber(IntegerConverter):
    """`<int:...>` in every route of ours. Without a limit, a longer number would make the database fail (500)."""

    def __init__(self, routes: Map, *args: Any, **options: Any) -> None:
        super().__init__(routes, *args, **{"max": LARGEST_KEY, **options})
