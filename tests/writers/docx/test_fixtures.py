import os
import subprocess
import sys
from pathlib import Path

import pytest

from lembar.writers.docx import write
from tests.docx_formatting import formatting
from tests.docx_numbering import labelled
from tests.ooxml import findings
from tests.sheets import NAMES, load
from tests.writers.docx.helpers import names

ROOT = Path(__file__).parents[3]
_HASH = """
import hashlib
from tests.sheets import load
from lembar.writers.docx import write
print(hashlib.sha256(write(*load("handout")).content).hexdigest())
"""


@pytest.fixture(scope="module")
def written():
    return {name: write(*load(name)) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_no_validator_complains(written, name):
    assert findings(written[name].content, "docx") == []


@pytest.mark.parametrize("name", NAMES)
def test_every_look_is_a_style(written, name):
    assert formatting(written[name].content) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_missing(written, name):
    assert written[name].findings == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_again(written, name):
    assert write(*load(name)).content == written[name].content


def test_the_same_bytes_in_other_processes():
    digests = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", _HASH],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_numbers_and_letters_are_those_of_the_sheet(written):
    found = [label for label, _ in labelled(written["worksheet"].content) if "." not in label]
    assert found == [*"1ABCDE", *"2ABC", *"345", *"6ABC", *"78"]


def test_no_part_comes_from_elsewhere(written):
    expected = {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/numbering.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/theme/theme1.xml",
        "word/_rels/document.xml.rels",
    }
    assert set(names(written["key"].content)) == expected
