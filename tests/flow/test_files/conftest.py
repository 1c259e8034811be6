"""A database with a shelf, and pictures to put on it."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kit import files
from kit.files.shelf import COLLECTIONS
from kit.unit_of_work import connect
from PIL import Image
from pymongo.database import Database


@pytest.fixture
def database(mongo_url: str, namespace: str) -> Iterator[Database]:
    with connect(mongo_url) as client:
        database = client[f"{namespace}_files"]
        for name, indexes in COLLECTIONS.items():
            database[name].create_indexes(indexes)
        yield database


@pytest.fixture
def keep(database: Database) -> Callable[..., files.Kept]:
    return lambda body, owner="anna", **how: files.keep(database, body, owner=owner, **how)


def picture(form: str = "PNG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: Any) -> bytes:
    """A picture of two halves, so that one sees when it was turned."""
    image = Image.new(mode, size)
    image.paste(Image.new(mode, (size[0] // 2, size[1]), 255 if mode in ("L", "P") else (200, 30, 90)), (0, 0))
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()
