"""Where somebody works and what they agree to: the questions that enrolling and one's profile share."""

from typing import Any

from flask_babel import lazy_gettext as later

from gateway.languages import current
from gateway.words import places

FIELDS = ("country", "department", "organisation_name", "kind", "size", "alone", "hopes")
CONSENTS = ("terms", "findable", "quoting", "newsletter")
KINDS = (
    ("commune", later("une commune")),
    ("intercommunalite", later("une intercommunalité")),
    ("departement", later("un département")),
    ("region", later("une région")),
    ("etat", later("un service de l’État")),
    ("hopital", later("un hôpital")),
    ("association", later("une association")),
    ("other", later("autre chose")),
)
SIZES = (
    ("1-9", later("moins de 10 personnes")),
    ("10-49", later("de 10 à 49")),
    ("50-249", later("de 50 à 249")),
    ("250-999", later("de 250 à 999")),
    ("1000+", later("1 000 et plus")),
)
COMPANY = (("yes", later("Plutôt seul·e")), ("no", later("En équipe")))


def choices() -> dict[str, Any]:
    """What the questions offer."""
    return {
        "countries": places.countries(current()),
        "departments": places.departments(),
        "kinds": KINDS,
        "sizes": SIZES,
        "company": COMPANY,
    }


def asked(typed: Any) -> dict[str, Any]:
    """The answers as enrolment takes them."""
    france = typed["country"] == "FR"
    organisation = {"name": typed["organisation_name"], "kind": typed["kind"], "size": typed["size"]}
    return {
        "country": typed["country"],
        "department": typed["department"].upper() if france else "",
        "organisation": organisation,
        "alone": {"yes": True, "no": False}.get(typed["alone"]),
        "hopes": typed["hopes"],
        "consent": {name: bool(typed[name]) for name in CONSENTS},
    }


def typed(enrolment: dict[str, Any]) -> dict[str, Any]:
    """The way back: what was answered before, as the form shows it; of each consent the last answer counts."""
    organisation = enrolment.get("organisation") or {}
    agreed = {one["purpose"]: one["given"] for one in enrolment.get("consents", [])}
    return {
        "country": enrolment.get("country", "FR"),
        "department": enrolment.get("department", ""),
        "organisation_name": organisation.get("name", ""),
        "kind": organisation.get("kind", ""),
        "size": organisation.get("size", ""),
        "alone": {True: "yes", False: "no"}.get(enrolment.get("alone")),  # type: ignore[arg-type]
        "hopes": enrolment.get("hopes", ""),
    } | {name: "yes" if agreed.get(name) else "" for name in CONSENTS}
