"""The example notebook answers its two questions, on a file that the command line made."""

import ast
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from .conftest import Teller
from .test_dashboard import stance
from .test_files import bascule as bascule

NOTEBOOK = Path(__file__).parents[3] / "docs" / "examples" / "whom-do-we-reach.ipynb"


def test_the_notebook_answers(teller: Teller, bascule: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teller.enrols("anna", organisation_kind="commune", organisation_size="1-9", alone=True)
    teller.enrols("boris", organisation_kind="etat", organisation_size="1000+", alone=False)
    teller.posts("anna", "d1")
    teller.tell("forum.controversy.opened", "c1", controversy="c1", question="Faut-il oser ?")
    for start in (-2, -1, 0, 1, 2):
        stance(teller, start)
    stance(teller, 2, before=-2)
    file = tmp_path / "views.duckdb"
    done = bascule("reporting", "duckdb", "innovation-publique", str(file))
    assert done.exit_code == 0, done.output
    monkeypatch.setenv("BASCULE_DUCKDB", str(file))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    answers = ast.literal_eval(notebook.cells[-1].outputs[0]["text"])
    assert answers == {
        "reach": [("commune", 1, 1, 1, 1.0), ("etat", 1, 0, 0, 0.0)],
        "moved": [("Faut-il oser ?", 5, 1, 0.8)],
    }
