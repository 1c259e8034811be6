"""`python -m reporting.files parquet|duckdb PATH` writes one file; what goes into it comes as JSON on its input."""

import json
import sys
from datetime import date
from pathlib import Path

from kit.settings import settings
from kit.unit_of_work import connect

from reporting.files.columns import duck, parquet
from reporting.files.events import Period


def main(kind: str, path: Path) -> None:
    asked = json.load(sys.stdin)
    database = connect(settings().mongo_url)[settings().database("reporting")]
    if kind == "duckdb":
        duck(database, asked["course"], path)
        return
    first, last = (date.fromisoformat(asked[name]) if asked[name] else None for name in ("first", "last"))
    parquet(database, Period(asked["courses"], asked["types"], first, last), path)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
