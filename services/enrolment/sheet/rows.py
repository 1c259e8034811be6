"""One row: what the person would have filled in the form, held to the same rules, or the reasons against it."""

import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from marshmallow import ValidationError

from enrolment.domain.people import fold
from enrolment.schemas.requests import KINDS, SIZES, ImportedLearner
from enrolment.sheet.reasons import say

WORDS = {"oui": True, "yes": True, "true": True, "vrai": True, "1": True, "x": True}
WORDS |= {"non": False, "no": False, "false": False, "faux": False, "0": False, "": False}
DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", " ": None, "\u00a0": None, "\u202f": None})
CHOICES = {"kind": ", ".join(KINDS), "size": ", ".join(SIZES)}
SHAPE = ImportedLearner()
Cells = dict[str, str]


class Line(NamedTuple):
    """One row: where it begins, the address in it, and either what it says or why it is refused."""

    number: int
    row: dict[str, Any] | None
    email: str = ""
    reason: str = ""


class Checker:
    """Checks the rows of one file, which share the language of the course and are judged in that of the asker."""

    def __init__(self, language: str, asker: str) -> None:
        self._language, self._say = language, partial(say, asker)
        self._lines: dict[str, int] = {}

    def line(self, number: int, cells: list[str] | Cells, columns: int) -> Line:
        """The row, or why not; the second row of one address is refused."""
        if not isinstance(cells, dict):
            return Line(number, None, reason=self._say("cells", found=len(cells), wanted=columns))
        email = cells["email"].strip()
        try:
            row = SHAPE.load(_as_form(cells, self._language))
        except ValidationError as error:
            return Line(number, None, email[:254], " ".join(self._reasons(error.normalized_messages(), cells)))
        first = self._lines.setdefault(fold(row["email"]), number)
        if first != number:
            return Line(number, None, row["email"], self._say("twin", line=first))
        return Line(number, row, row["email"])

    def _reasons(self, messages: dict[str, Any], cells: Cells) -> Iterator[str]:
        inside = messages.pop("organisation", {})
        names = [*messages, *("organisation" if name == "name" else name for name in inside)]
        for name in names:
            cell = cells.get(name, "").strip()
            yield self._say(_which(name, cells), cell=cell, choices=CHOICES.get(name, ""))


def _which(name: str, cells: Cells) -> str:
    if name != "department":
        return name
    abroad = cells["country"].strip().upper() != "FR"
    return "department.abroad" if abroad else "department" if cells["department"].strip() else "department.missing"


def _as_form(cells: Cells, language: str) -> dict[str, Any]:
    """What the person would have filled in: spreadsheets drop leading zeros, and people write accents and `oui`."""
    cells = {name: cell.strip() for name, cell in cells.items()}
    department = cells["department"].upper()
    size = cells["size"].translate(DASHES).replace("à", "-")
    form = {
        "name": cells["name"],
        "email": cells["email"],
        "country": cells["country"].upper(),
        "department": department.zfill(2) if department else "",
        "organisation": {"name": cells["organisation"], "kind": _plain(cells["kind"]), "size": size},
        "alone": WORDS.get(cells["alone"].lower(), cells["alone"]),
        "hopes": cells["hopes"],
        "consent": {"terms": True},
        "language": language,
    }
    return form | ({"enrolled_at": cells["enrolled_at"]} if cells.get("enrolled_at") else {})


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
