"""What every paper says of the company, from the statutes, the settings and the share register (R225-66, L231-2)."""

from datetime import date
from typing import Any

from governance.queries.ruling import Ruling
from shares.queries.papers.company import company_data


def company_on_paper(ruling: Ruling, on: date) -> dict[str, Any]:
    """The `cooperative` of a document (templates/documents/_charte.typ), its capital as of `on`."""
    return company_data(ruling.statutes, on)
