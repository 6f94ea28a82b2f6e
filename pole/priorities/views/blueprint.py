"""The blueprint that every page of votes on priorities joins."""

from flask import Blueprint

blueprint = Blueprint("priorities", __name__, url_prefix="/priorites")
