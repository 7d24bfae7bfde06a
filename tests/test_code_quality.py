"""The one test command covers style, types and the borders between the packages as well."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

CHECKS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "import-linter": ("lint-imports",),
}


def script(name: str) -> str:
    """The tool as it is installed beside the Python that runs the tests, else wherever it is found."""
    places = [sysconfig.get_path("scripts"), str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    found = shutil.which(name, path=os.pathsep.join(places))
    assert found, f"{name} is not installed: run the tests with `uv run --extra test pytest`"
    return found


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
def test_the_code_passes(check, root):
    tool, *arguments = CHECKS[check]
    # The folder is on the path as it is for whoever runs the tools by hand from the root.
    environment = os.environ | {"PYTHONPATH": str(root), "NO_COLOR": "1"}
    done = subprocess.run(
        [script(tool), *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{check} found something to mend:\n{done.stdout}{done.stderr}"


def test_a_tool_that_is_not_installed_is_named():
    with pytest.raises(AssertionError, match="no-such-tool is not installed"):
        script("no-such-tool")
