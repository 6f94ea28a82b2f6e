"""The legal forms of member organisations, and which of them count in the ceiling of public ownership.

Local authorities, their groupings and local public establishments together hold at most half the capital (rule 14);
the State and its establishments are outside that list. Source: loi 47-1775 art. 19 septies.
"""

from dataclasses import dataclass

from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class LegalForm:
    """One form: a stable code, its name, whether it is a public body and whether it counts in the ceiling."""

    code: str
    name: str
    public: bool = False
    local_public: bool = False


_FORMS = (
    LegalForm("association", N_("Association (law of 1901)")),
    LegalForm("mutual", N_("Mutual society")),
    LegalForm("foundation", N_("Foundation or endowment fund")),
    LegalForm("scop", N_("Workers’ cooperative (SCOP)")),
    LegalForm("scic", N_("Cooperative of collective interest (SCIC)")),
    LegalForm("cae", N_("Business and employment cooperative (CAE)")),
    LegalForm("cooperative", N_("Other cooperative")),
    LegalForm("cooperative_bank", N_("Cooperative bank")),
    LegalForm("sarl", N_("Limited liability company (SARL)")),
    LegalForm("sas", N_("Simplified joint-stock company (SAS)")),
    LegalForm("sa", N_("Public limited company (SA)")),
    LegalForm("civil", N_("Civil company")),
    LegalForm("gie", N_("Economic interest group (GIE)")),
    LegalForm("union", N_("Trade union")),
    LegalForm("commune", N_("Municipality"), True, True),
    LegalForm("grouping", N_("Grouping of local authorities (EPCI, joint authority)"), True, True),
    LegalForm("departement", N_("Département"), True, True),
    LegalForm("region", N_("Region"), True, True),
    LegalForm("local_establishment", N_("Local public establishment"), True, True),
    LegalForm("state", N_("State or national public establishment"), True),
    LegalForm("other", N_("Other legal person")),
)

LEGAL_FORMS: dict[str, LegalForm] = {form.code: form for form in _FORMS}
LOCAL_PUBLIC_FORMS: tuple[str, ...] = tuple(form.code for form in _FORMS if form.local_public)

ESS_LEVELS: dict[int, str] = {
    0: N_("Level 0: base organisation"),
    1: N_("Level 1: grouping or federation"),
    2: N_("Level 2: head of networks"),
}
