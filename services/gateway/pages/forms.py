"""What the pages with forms share: who must sign in first, and how a refusal is said."""

from typing import Any

from flask import redirect, request, url_for

from gateway.services import Refused

WORDS_OF_TROUBLE = {
    "away": "Le forum ne répond pas pour l’instant. Votre texte est gardé ici : renvoyez-le dans un moment, "
    "il ne partira qu’une fois.",
    401: "Votre connexion a expiré. Gardez une copie de votre texte, reconnectez-vous et renvoyez-le.",
    403: "Il faut être inscrit·e à ce parcours pour y écrire.",
    404: "Cette discussion n’existe pas, ou n’existe plus.",
    409: "Cette discussion est fermée, on ne peut plus y répondre.",
    413: "C’est trop long pour être envoyé d’un coup.",
    422: "Il manque quelque chose, ou c’est trop long. Regardez les champs et renvoyez.",
}


def needs_sign_in() -> Any:
    """Off to the form for signing in, and back here afterwards."""
    here = request.full_path if request.query_string else request.path
    return redirect(url_for("sign_in.show", next=here), 303)


def trouble_of(refused: Refused) -> str:
    return WORDS_OF_TROUBLE.get(refused.status, WORDS_OF_TROUBLE[422])


def wrong_fields(refused: Refused) -> set[str]:
    """The fields that the service names, those of `place` by their own names."""
    errors = refused.document.get("errors", {})
    inside = errors.get("place")
    return set(errors) | (set(inside) if isinstance(inside, dict) else set())
