"""A report on paper: a library reads its PDF as a screen reader does, and holds it to PDF/UA-1 as far as that goes.

Of ISO 14289-1, by the checkpoints of the Matterhorn Protocol: all that is painted is tagged or decoration (01), what it
conforms to (06), its title, shown (06, 07), its language (11), alternatives of figures (13), headings in order (14),
tables whose cells name their headings (15), the order of tabs (28), fonts embedded (31). Not what takes an eye: whether
an alternative says what a picture shows.
"""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pikepdf import Name

from .conftest import Teller
from .test_bilans import lively, published, shown

__all__ = ["lively"]
PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"}
DEEP = {f"H{level}" for level in range(1, 7)}


@pytest.fixture
def pdf(lively: Teller) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(shown(lively, published(lively), ".pdf").data)) as opened:
        yield opened


def elements(node: Any) -> Iterator[pikepdf.Dictionary]:
    """The structure elements below one, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tagged(pdf: pikepdf.Pdf, *names: str) -> list[pikepdf.Dictionary]:
    return [one for one in elements(pdf.Root.StructTreeRoot) if str(one.S).removeprefix("/") in names]


def test_it_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "fr"
    with pdf.open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == "À mi-parcours · Innovation publique"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_its_headings_go_down_step_by_step(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(one.S)[2:]) for one in tagged(pdf, *DEEP)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert levels.count(2) >= 6


def test_every_figure_has_an_alternative(pdf: pikepdf.Pdf) -> None:
    figures = tagged(pdf, "Figure")
    assert figures
    assert all(str(one.get("/Alt", "")).strip() for one in figures)


def test_every_cell_of_a_table_knows_its_headings(pdf: pikepdf.Pdf) -> None:
    tables = tagged(pdf, "Table")
    assert len(tables) >= 3
    for table in tables:
        known = {str(one.ID) for one in elements(table) if one.S == Name.TH}
        cells = [one for one in elements(table) if one.S == Name.TD]
        assert cells
        assert all(headings(one) and headings(one) <= known for one in cells)


def headings(cell: pikepdf.Dictionary) -> set[str]:
    attributes = cell.get("/A", [])
    every = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return {str(name) for one in every for name in one.get("/Headers", [])}


def test_whatever_is_painted_is_tagged_or_decoration(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert operator not in PAINTS or depth > 0, instruction
        assert page.obj.get("/Tabs") == Name.S


def test_its_fonts_travel_with_it(pdf: pikepdf.Pdf) -> None:
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == Name.FontDescriptor
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)
