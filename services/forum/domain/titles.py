"""What things are called whose titles were the words of somebody who is to be forgotten."""

DISCUSSION, PROJECT, HELP = "discussion", "project", "help"
COLLECTIONS = {DISCUSSION: "discussions", PROJECT: "projects", HELP: "help_requests"}
NEUTRAL = {
    (DISCUSSION, "fr"): "Discussion d’une personne qui a quitté le parcours",
    (DISCUSSION, "en"): "Discussion of somebody who has left the course",
    (PROJECT, "fr"): "Projet d’une personne qui a quitté le parcours",
    (PROJECT, "en"): "Project of somebody who has left the course",
    (HELP, "fr"): "Demande d’une personne qui a quitté le parcours",
    (HELP, "en"): "Request of somebody who has left the course",
}


def neutral(kind: str, language: str) -> str:
    """A title that says nothing of its thing, in the language of the course or else in French."""
    return NEUTRAL.get((kind, language)) or NEUTRAL[kind, "fr"]
