"""How a refusal (problem+json) is said to people: a sentence for the whole, and one for each field at fault.

Services answer in English, for programs; what marshmallow says is put into plain words here, and whatever is not
known is said in general.
"""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from gateway.languages import current
from gateway.services import Refused

WHOLE = {
    401: later("Votre connexion a expiré. Votre texte est gardé ici : reconnectez-vous, puis renvoyez-le."),
    403: later("Vous ne pouvez pas faire cela ici. Si c’est une erreur, dites-le à l’équipe d’animation."),
    404: later("Ce que vous cherchez n’existe pas, ou n’existe plus."),
    409: later("Quelque chose a changé entre-temps. Regardez la page et recommencez si c’est encore utile."),
    413: later("C’est trop long pour être envoyé d’un coup."),
    429: later("Vous allez plus vite que la musique. Soufflez un instant, puis renvoyez."),
}
GENERAL = later("Il manque quelque chose, ou quelque chose ne va pas. Regardez les réponses signalées.")
FIELDS = (
    (r"Missing data|Field may not be null|Shorter than minimum length 1\b", later("Il faut une réponse ici.")),
    (r"between (\d+) and (\d+)\.", later("Entre %(a)s et %(b)s signes.")),
    (r"Longer than maximum length (\d+)", later("Pas plus de %(a)s signes.")),
    (r"Shorter than minimum length (\d+)", later("Au moins %(a)s signes.")),
    (r"[Nn]ot a valid email", later("Cette adresse ne semble pas complète. Par exemple : prenom.nom@mairie.fr")),
    (r"[Nn]ot a valid (number|integer|float)", later("Un nombre, s’il vous plaît.")),
    (r"[Nn]ot a valid (datetime|date|time)", later("Une date complète, s’il vous plaît.")),
    (r"[Nn]ot a valid URL", later("Une adresse complète, qui commence par https://")),
    (r"Must be one of", later("Choisissez une des réponses proposées.")),
    (r"terms must be accepted", later("Il faut accepter les conditions pour s’inscrire.")),
    (r"Required in France", later("Le département est nécessaire en France.")),
    (r"^Not a file that is taken here", later("Ce type de fichier n’est pas pris ici.")),
    (r"^A file has between 1 byte", later("Un fichier vide, ou de plus de 10 Mo, ne peut pas être joint.")),
    (r"^This picture is damaged", later("Cette image est abîmée : elle ne se lit pas jusqu’au bout.")),
    (r"million pixels", later("Cette image est trop grande. Réduisez-la.")),
    (r"greater than or equal to (\S+) and less than or equal to (\S+?)\.?$", later("Entre %(a)s et %(b)s.")),
)


def sentence(refused: Refused) -> str:
    if refused.status in WHOLE:
        return str(WHOLE[refused.status])
    detail = str(refused.document.get("detail", ""))
    return detail if detail and current() == "en" and not refused.document.get("errors") else str(GENERAL)


def by_field(document: dict[str, Any]) -> dict[str, str]:
    """A sentence per field; what is nested goes by its own name (`place.latitude` is `latitude`)."""
    errors = document.get("errors")
    return dict(_flat(errors)) if isinstance(errors, dict) else {}


def _flat(errors: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, said in errors.items():
        if isinstance(said, dict):
            found += _flat(said)
            found.append((str(name), _first(said)))
        else:
            found.append((str(name), _said(said)))
    return found


def _first(said: Any) -> str:
    while isinstance(said, dict) and said:
        said = next(iter(said.values()))
    return _said(said)


def _said(said: Any) -> str:
    text = str(said[0] if isinstance(said, list) and said else said)
    for pattern, known in FIELDS:
        if found := re.search(pattern, text):
            values = dict(zip("ab", found.groups(), strict=False))
            return str(known) % values if values and "%(" in str(known) else str(known)
    return text if current() == "en" else _("Cette réponse ne convient pas. Vérifiez-la.")
