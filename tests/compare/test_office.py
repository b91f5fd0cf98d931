"""Files that were edited in LibreOffice: each change is named, and nothing else."""

from pathlib import Path

import pytest

from tests.compare.cases import CASES, edited, told
from tests.tools import need

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need("writer")
    return edited(tmp_path_factory.mktemp("edited"))


@pytest.mark.parametrize("name", CASES)
def test_each_change_is_named_and_nothing_else(name: str, project: Path):
    assert told(project, CASES[name]) == CASES[name].expected
