"""What every paper says of the company, from the statutes, the settings and the share register (R225-66, L231-2)."""

from datetime import date
from typing import Any

from foundation.kernel.money import Money
from foundation.kernel.settings import get_settings, picture
from governance.queries.ruling import Ruling
from shares.queries import capital_on


def company_on_paper(ruling: Ruling, on: date) -> dict[str, Any]:
    """The `cooperative` of a document (templates/documents/_charte.typ), its capital as of `on`."""
    statutes, settings = ruling.statutes, get_settings()
    logo = picture("logo") if settings.has_logo else None
    capital = capital_on(on)
    minimum = statutes.shares.minimum_capital_cents
    return {
        "name": statutes.name,
        "acronym": settings.short_name if settings.short_name != statutes.name else "",
        "legal_form": statutes.legal_form,
        "office": statutes.company.registered_office or "",
        "siren": _spaced(statutes.company.siren),
        "registry": statutes.company.registry or "",
        "capital": capital if capital.cents else None,
        "capital_on": on if capital.cents else None,
        "minimum_capital": Money(minimum) if minimum else None,
        "email": settings.email,
        "website": "",
        "colour": settings.brand_colour,
        "logo": logo.data if logo else None,
    }


def _spaced(siren: str | None) -> str | None:
    """Nine figures in three groups, as they are read."""
    return None if siren is None else "\u00a0".join((siren[:3], siren[3:6], siren[6:]))
