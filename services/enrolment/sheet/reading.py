"""Reads a list of learners as spreadsheets save it: UTF-8 or windows-1252, with commas or semicolons.

The whole file is read before a row of it is used, so that a broken file changes nothing. A row that breaks a rule
is refused by itself, with the line that it begins on and the reason.
"""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from kit.errors import Invalid
from kit.words import fold

from enrolment.sheet.reasons import say
from enrolment.sheet.rows import Cells, Checker, Line

REQUIRED = ("name", "email", "country", "department", "organisation", "kind", "size", "alone", "hopes")
OPTIONAL = ("enrolled_at",)
IN_FRENCH = {
    "nom": "name",
    "courriel": "email",
    "e-mail": "email",
    "mail": "email",
    "adresse": "email",
    "pays": "country",
    "departement": "department",
    "type": "kind",
    "taille": "size",
    "seul": "alone",
    "attentes": "hopes",
    "inscription": "enrolled_at",
}
MOST_ROWS = 20_000


class Sheet(NamedTuple):
    """A file that can be read: the names of its columns, and what is left of its text."""

    text: str
    delimiter: str
    columns: list[str]


def read(body: bytes, language: str, asker: str = "en") -> Iterator[Line]:
    """The rows of a file, one by one; raises Invalid at once when the file cannot be read.

    `language` is that of the people in it, `asker` the one in which reasons are given.
    """
    sheet = _sheet(body, asker)
    if sum(1 for _ in _records(sheet, asker)) > MOST_ROWS:
        raise broken(asker, "long", most=MOST_ROWS)
    checker = Checker(language, asker)
    return (checker.line(number, cells, len(sheet.columns)) for number, cells in _records(sheet, asker))


def count(body: bytes, asker: str) -> int:
    """How many rows a file has; raises Invalid as reading does."""
    return sum(1 for _ in _records(_sheet(body, asker), asker))


def broken(asker: str, what: str, **found: object) -> Invalid:
    """The problem of a file that cannot be read."""
    return Invalid("The file cannot be read", errors={"body": [say(asker, f"file.{what}", **found)]})


def _sheet(body: bytes, asker: str) -> Sheet:
    text = _decode(body, asker)
    delimiter = _delimiter(text)
    _, first = next(_rows(text, delimiter, asker), (0, []))
    return Sheet(text, delimiter, _columns(first, asker))


def _decode(body: bytes, asker: str) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise broken(asker, "encoding")


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _records(sheet: Sheet, asker: str) -> Iterator[tuple[int, list[str] | Cells]]:
    """Line number and cells by column, or the bare cells where their count is wrong."""
    rows = _rows(sheet.text, sheet.delimiter, asker)
    next(rows)
    for number, cells in rows:
        fits = len(cells) == len(sheet.columns)
        yield number, dict(zip(sheet.columns, cells, strict=True)) if fits else cells


def _rows(text: str, delimiter: str, asker: str) -> Iterator[tuple[int, list[str]]]:
    """Where each row begins, and its cells; blank rows are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise broken(asker, "quote", line=number) from error


def _columns(cells: list[str], asker: str) -> list[str]:
    names = [IN_FRENCH.get(fold(cell.strip()), fold(cell.strip())) for cell in cells]
    if not names:
        raise broken(asker, "empty")
    if missing := [name for name in REQUIRED if name not in names]:
        raise broken(asker, "lacks", columns=", ".join(missing))
    unknown = [name[:40] for name in names if name not in REQUIRED + OPTIONAL]
    if unknown or len(set(names)) != len(names):
        raise broken(asker, "unknown", columns=", ".join(unknown or names))
    return names
