"""The blueprint that every subject's pages join."""

from flask import Blueprint

blueprint = Blueprint("facilitation", __name__, url_prefix="/facilitation")
