"""The blueprint of every page of votes."""

from flask import Blueprint

blueprint = Blueprint("votes", __name__, url_prefix="/votes")
