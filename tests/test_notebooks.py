"""The notebooks run from start to end, and are saved without output."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient


def notebooks(root):
    return sorted((root / "notebooks").glob("*.ipynb"))


def test_notebooks_are_saved_without_output(root):
    found = notebooks(root)
    assert found
    for path in found:
        cells = nbformat.read(path, as_version=4).cells
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells if cell.cell_type == "code")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [p.stem for p in notebooks(Path(__file__).parents[1])])
def test_a_notebook_runs(name, root, sample_store, monkeypatch, tmp_path):
    monkeypatch.setenv("REFERATGRAF_STORE", str(sample_store))
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(root))
    notebook = nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    assert any(cell.get("outputs") for cell in notebook.cells)
