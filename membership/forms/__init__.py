"""What staff types: shape and length only; numbers, categories and colleges are judged by the rules."""

from membership.forms.life import (
    AdmissionForm,
    CategoryForm,
    CollegeForm,
    ConsentForm,
    ExitForm,
    TakeBackForm,
)
from membership.forms.people import NewOrganisationForm, NewPersonForm, OrganisationForm, PersonForm
from membership.forms.relations import (
    BondForm,
    DeathForm,
    EndBondForm,
    EndRepresentationForm,
    MergeForm,
    PointForm,
    RepresentativeForm,
    SplitForm,
)
from membership.forms.shared import offer_category, offer_college, offer_people

__all__ = [
    "AdmissionForm",
    "BondForm",
    "CategoryForm",
    "CollegeForm",
    "ConsentForm",
    "DeathForm",
    "EndBondForm",
    "EndRepresentationForm",
    "ExitForm",
    "MergeForm",
    "NewOrganisationForm",
    "NewPersonForm",
    "OrganisationForm",
    "PersonForm",
    "PointForm",
    "RepresentativeForm",
    "SplitForm",
    "TakeBackForm",
    "offer_category",
    "offer_college",
    "offer_people",
]
