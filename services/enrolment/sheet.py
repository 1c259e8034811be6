"""Reads a list of learners as spreadsheets save it: UTF-8 or windows-1252, with commas or semicolons.

The whole file is read before a row of it is used, so that a broken file changes nothing. A row that breaks a rule
is refused by itself, with the line that it begins on and the reason.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from kit.errors import Invalid
from marshmallow import ValidationError

from enrolment.schemas.requests import ImportedLearner

REQUIRED = ("name", "email", "country", "department", "organisation", "kind", "size", "alone", "hopes")
OPTIONAL = ("enrolled_at",)
MOST_ROWS = 20_000
WORDS = {"oui": True, "yes": True, "true": True, "vrai": True, "1": True, "x": True}
WORDS |= {"non": False, "no": False, "false": False, "faux": False, "0": False, "": False}
SHAPE = ImportedLearner()
Cells = dict[str, str]


class Line(NamedTuple):
    """One row: where it begins, and either what it says or why it is refused."""

    number: int
    row: dict[str, Any] | None
    reason: str = ""


def read(body: bytes, language: str) -> Iterator[Line]:
    """The rows of a file, one by one; raises Invalid at once when the file cannot be read. `language` is theirs."""
    text = _decode(body)
    delimiter = _delimiter(text)
    if sum(1 for _ in _records(text, delimiter)) > MOST_ROWS:
        raise _broken(f"The file has more than {MOST_ROWS} rows; send it in parts.")
    return (_checked(number, cells, language) for number, cells in _records(text, delimiter))


def _decode(body: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _broken("The file is neither UTF-8 nor windows-1252 text.")


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | Cells]]:
    """Line number and cells by column, or the bare cells where their count is wrong."""
    rows = _rows(text, delimiter)
    _, first = next(rows, (0, []))
    columns = _columns(first)
    for number, cells in rows:
        yield number, dict(zip(columns, cells, strict=True)) if len(cells) == len(columns) else cells


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Where each row begins, and its cells; blank rows are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise _broken(f"Line {number}: {error}.") from error


def _columns(cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    if not names:
        raise _broken("The file is empty.")
    if missing := [name for name in REQUIRED if name not in names]:
        raise _broken(f"The first line lacks {', '.join(missing)}.")
    unknown = [name[:40] for name in names if name not in REQUIRED + OPTIONAL]
    if unknown or len(set(names)) != len(names):
        raise _broken(f"The first line has columns that are unknown or twice there: {', '.join(unknown or names)}.")
    return names


def _checked(number: int, cells: list[str] | Cells, language: str) -> Line:
    if not isinstance(cells, dict):
        return Line(number, None, f"has {len(cells)} cells, not one for each column")
    try:
        return Line(number, SHAPE.load(_as_form(cells, language)))
    except ValidationError as error:
        return Line(number, None, "; ".join(_reasons(error.normalized_messages())))


def _as_form(cells: Cells, language: str) -> dict[str, Any]:
    """What the person would have filled in: spreadsheets drop leading zeros, and people write accents and `oui`."""
    cells = {name: cell.strip() for name, cell in cells.items()}
    department = cells["department"].upper()
    form = {
        "name": cells["name"],
        "email": cells["email"],
        "country": cells["country"].upper(),
        "department": department.zfill(2) if department else "",
        "organisation": {"name": cells["organisation"], "kind": _plain(cells["kind"]), "size": cells["size"]},
        "alone": WORDS.get(cells["alone"].lower(), cells["alone"]),
        "hopes": cells["hopes"],
        "consent": {"terms": True},
        "language": language,
    }
    return form | ({"enrolled_at": cells["enrolled_at"]} if cells.get("enrolled_at") else {})


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()


def _reasons(messages: dict[str, Any], above: str = "") -> Iterator[str]:
    for name, said in messages.items():
        if isinstance(said, dict):
            yield from _reasons(said, f"{above}{name}.")
        else:
            yield f"{above}{name}: {' '.join(said)}"


def _broken(sentence: str) -> Invalid:
    return Invalid("The file cannot be read", errors={"body": [sentence]})
