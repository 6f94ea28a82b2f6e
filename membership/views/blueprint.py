"""The blueprint of every page of members."""

from flask import Blueprint

blueprint = Blueprint("membership", __name__)
