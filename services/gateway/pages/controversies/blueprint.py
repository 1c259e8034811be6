"""The blueprint that both subjects' pages join, and the words for stances."""

from flask import Blueprint
from flask_babel import lazy_gettext as later

blueprint = Blueprint("controversies", __name__)
STEPS = (
    (-2, later("Non, pas du tout")),
    (-1, later("Plutôt non")),
    (0, later("Ça dépend")),
    (1, later("Plutôt oui")),
    (2, later("Oui, tout à fait")),
)
