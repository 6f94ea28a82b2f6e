"""The legal forms of member organisations, and which of them count in the ceiling of public ownership.

Local authorities, their groupings and local public establishments together hold at most half the capital (rule 14);
the State, its establishments and companies of private law (an SPL too) are outside that list.
Source: loi 47-1775 art. 19 septies.
"""

from dataclasses import dataclass

from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class LegalForm:
    """One form: a stable code, its name, whether it is a public body and whether it counts in the ceiling.

    `numbered` false: it has no SIREN of its own (joint holders of shares).
    """

    code: str
    name: str
    public: bool = False
    local_public: bool = False
    numbered: bool = True


def _private(code: str, name: str) -> LegalForm:
    return LegalForm(code, name)


def _local(code: str, name: str) -> LegalForm:
    return LegalForm(code, name, public=True, local_public=True)


def _national(code: str, name: str) -> LegalForm:
    return LegalForm(code, name, public=True)


JOINT_HOLDING = "joint_holding"

SOCIAL_ECONOMY = (
    _private("association", N_("Association (law of 1901)")),
    _private("association_local_law", N_("Association (Alsace-Moselle law)")),
    _private("recognised_association", N_("Association recognised as of public interest")),
    _private("foundation", N_("Foundation")),
    _private("corporate_foundation", N_("Corporate foundation")),
    _private("endowment_fund", N_("Endowment fund")),
    _private("mutual", N_("Mutual society")),
    _private("mutual_insurer", N_("Mutual insurance company")),
    _private("provident", N_("Provident institution")),
    _private("congregation", N_("Congregation or religious association")),
)
COOPERATIVES = (
    _private("scop", N_("Workers’ cooperative (SCOP)")),
    _private("scic", N_("Cooperative of collective interest (SCIC)")),
    _private("cae", N_("Business and employment cooperative (CAE)")),
    _private("agricultural_cooperative", N_("Agricultural cooperative")),
    _private("cuma", N_("Farm machinery cooperative (CUMA)")),
    _private("traders_cooperative", N_("Retailers’ cooperative")),
    _private("craft_cooperative", N_("Craft cooperative")),
    _private("consumer_cooperative", N_("Consumers’ cooperative")),
    _private("housing_cooperative", N_("Housing cooperative or residents’ cooperative")),
    _private("cooperative_bank", N_("Cooperative bank")),
    _private("european_cooperative", N_("European cooperative society")),
    _private("cooperative_union", N_("Union of cooperatives")),
    _private("cooperative", N_("Other cooperative")),
)
COMPANIES = (
    _private("ei", N_("Sole trader (EI)")),
    _private("eurl", N_("Single-member limited company (EURL)")),
    _private("sarl", N_("Limited liability company (SARL)")),
    _private("sas", N_("Simplified joint-stock company (SAS)")),
    _private("sasu", N_("Single-shareholder simplified company (SASU)")),
    _private("sa", N_("Public limited company (SA)")),
    _private("sca", N_("Partnership limited by shares (SCA)")),
    _private("snc", N_("General partnership (SNC)")),
    _private("scs", N_("Limited partnership (SCS)")),
    _private("sel", N_("Company of a liberal profession (SEL)")),
    _private("scp", N_("Professional civil partnership (SCP)")),
    _private("sci", N_("Civil property company (SCI)")),
    _private("civil", N_("Civil company")),
    _private("earl", N_("Farming company (EARL, SCEA)")),
    _private("gaec", N_("Joint farming group (GAEC)")),
    _private("gie", N_("Economic interest group (GIE)")),
    _private("gfa", N_("Land-holding group (GFA, GFF)")),
    _private("foreign", N_("Legal person of another country")),
    _private("sem", N_("Semi-public company (SEM, SEMOP)")),
    _private("spl", N_("Local public company (SPL, SPLA)")),
)
REPRESENTATION = (
    _private("union", N_("Trade union")),
    _private("employers_union", N_("Professional union or federation")),
    _private("cse", N_("Social and economic committee (CSE)")),
    _private("co_owners", N_("Association of co-owners (syndicat de copropriété)")),
    _private("landowners", N_("Association of landowners (ASL)")),
)
LOCAL_BODIES = (
    _local("commune", N_("Municipality")),
    _local("grouping", N_("Grouping of municipalities with own taxes (EPCI: community, metropolis)")),
    _local("sivu", N_("Association of municipalities (SIVU, SIVOM)")),
    _local("joint_authority", N_("Joint authority (syndicat mixte, PETR)")),
    _local("departement", N_("Département")),
    _local("region", N_("Region")),
    _local("special_authority", N_("Local authority of special status")),
    _local("inter_authority", N_("Agreement between local authorities (institution interdépartementale)")),
    _local("ccas", N_("Municipal social action centre (CCAS, CIAS)")),
    _local("school_fund", N_("School fund (caisse des écoles)")),
    _local("eple", N_("Local public school (EPLE: collège, lycée)")),
    _local("local_establishment", N_("Local public administrative establishment (EPA)")),
    _local("local_epic", N_("Local public industrial and commercial establishment (EPIC, régie)")),
    _local("epcc", N_("Public establishment of cultural cooperation (EPCC)")),
    _local("housing_office", N_("Public housing office (OPH)")),
    _local("public_landowners", N_("Authorised association of landowners (ASA)")),
)
STATE_BODIES = (
    _national("state", N_("State")),
    _national("national_epa", N_("National public administrative establishment (EPA)")),
    _national("national_epic", N_("National public industrial and commercial establishment (EPIC)")),
    _national("epst", N_("Public research body (EPST)")),
    _national("university", N_("University or public higher education establishment")),
    _national("hospital", N_("Public hospital")),
    _national("chamber", N_("Consular chamber (CCI, CMA, chamber of agriculture)")),
    _national("gip", N_("Public interest group (GIP)")),
    _national("caisse_des_depots", N_("Caisse des dépôts")),
    _national("independent_authority", N_("Independent public authority")),
)
OTHERS = (
    LegalForm(JOINT_HOLDING, N_("Joint holders of shares (indivision)"), numbered=False),
    _private("social_security", N_("Social security body")),
    _private("other", N_("Other legal person")),
)

FAMILIES: tuple[tuple[str, tuple[LegalForm, ...]], ...] = (
    (N_("Associations, foundations, mutuals"), SOCIAL_ECONOMY),
    (N_("Cooperatives"), COOPERATIVES),
    (N_("Companies and sole traders"), COMPANIES),
    (N_("Unions and committees"), REPRESENTATION),
    (N_("Local authorities and their establishments: in the ceiling of half the capital"), LOCAL_BODIES),
    (N_("State and national bodies"), STATE_BODIES),
    (N_("Others"), OTHERS),
)
_FORMS = tuple(form for _family, forms in FAMILIES for form in forms)

LEGAL_FORMS: dict[str, LegalForm] = {form.code: form for form in _FORMS}
LOCAL_PUBLIC_FORMS: tuple[str, ...] = tuple(form.code for form in _FORMS if form.local_public)

ESS_LEVELS: dict[int, str] = {
    0: N_("Level 0: base organisation"),
    1: N_("Level 1: grouping or federation"),
    2: N_("Level 2: head of networks"),
}
