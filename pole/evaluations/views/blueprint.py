"""The blueprint that every page of evaluations joins."""

from flask import Blueprint

blueprint = Blueprint("evaluations", __name__, url_prefix="/evaluations")
