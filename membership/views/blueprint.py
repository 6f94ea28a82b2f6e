"""The blueprint of every page of members."""

from flask import Blueprint

from membership.presentation import bond_effect, bond_name, mandate_name
from membership.rules.reach import shown_phone

blueprint = Blueprint("membership", __name__)
blueprint.add_app_template_filter(shown_phone, "phone")
blueprint.add_app_template_filter(bond_name, "bond_name")
blueprint.add_app_template_filter(bond_effect, "bond_effect")
blueprint.add_app_template_filter(mandate_name, "mandate_name")
