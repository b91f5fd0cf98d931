"""Papers of all types in three tiers: the same questions on every sheet, read from its bytes."""

import re
from collections import defaultdict
from dataclasses import fields

import pytest

from lembar.course.tiers import Tier
from tests.generated.papers import KINDS, Paper, made_up
from tests.generated.reading import Sheet, docx_sheet, pdf_sheet
from tests.generated.test_papers import folder, parts, pupils_learn_nothing, read, write

__all__ = ["folder"]  # the fixture
PAPERS = 20
_SHEETS = {"docx": docx_sheet, "pdf": pdf_sheet}
_INDICATOR = re.compile(r"^( *)indicator: (q\d+)i$", re.MULTILINE)
_ADDED = """\
{0}support:
{0}  hint: |
{0}    bantuan untukmu
{0}  words: [kuning, merah, hijau, biru]
{0}  starters: [menurutku karena]
{0}extension:
{0}  text: |
{0}    tantangan bagimu
{0}  answer: |
{0}    {1}x9
"""


class Tiered(Paper):
    """Print a paper in three tiers; every item has something for each."""

    def source(self) -> str:
        """Return the file of the assessment."""
        said = super().source().replace("kind:", "tiers: [support, core, extension]\nkind:", 1)
        return _INDICATOR.sub(lambda m: _ADDED.format(m[1], m[2]) + m[0], said)


@pytest.mark.slow
def test_all_tiers_of_an_assessment_ask_the_same(folder):
    kinds: set[str] = set()

    @made_up(1, PAPERS)
    def each(paper: Paper) -> None:
        values = {f.name: getattr(paper, f.name) for f in fields(paper)}
        tiered = Tiered(**values | {"forms": paper.forms[:2]})
        kinds.update(question.kind for question in tiered.questions())
        written = write(read(folder, tiered), tiered.kind)
        pupils_learn_nothing(folder, tiered, written)
        sheets: dict[str, dict[str, list[Sheet]]] = defaultdict(dict)
        for document, files in written.documents:
            assert not re.search(r"q\d+x", parts(files["docx"]))
            sheets[document.form][document.tier] = [
                _SHEETS[format_](content) for format_, content in files.items()
            ]
        assert tuple(sheets) == tiered.forms
        for tiers in sheets.values():
            assert list(tiers) == [each.value for each in Tier]
            core = tiers["core"][0]
            for name, some in tiers.items():
                for sheet in some:
                    assert sheet.questions == core.questions
                    assert sheet.points == tiered.points
                    count = len(tiered.questions())
                    assert sheet.text.count("bantuan untukmu") == count * (name == "support")
                    assert sheet.text.count("tantangan bagimu") == count * (name == "extension")
                    assert not re.search(r"q\d+x", sheet.text)

    each()
    assert kinds == set(KINDS)
