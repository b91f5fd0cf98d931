"""What LibreOffice changes by opening and saving a file is no change: every kind of document."""

import html
from pathlib import Path

import pytest

from lembar.compare import compare
from lembar.content.loader import Options
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.readers.docx import read
from lembar.sheet.render import Renderer
from lembar.writers import TRACED, writer
from tests.built import ROOT
from tests.compare.cases import edit
from tests.tools import need
from tests.writers.docx.helpers import written
from tests.writers.formula_cases import formulas

pytestmark = pytest.mark.slow
# LibreOffice knows no such sign before what it is of, and leaves it out: a loss that is told.
_LOST = {"union"}


def saved(files: dict[str, bytes], root: Path) -> dict[str, bytes]:
    """Return files as LibreOffice saves them."""
    jobs = []
    for at, (name, content) in enumerate(files.items()):
        source, target = root / f"{at}.docx", root / f"{at}-saved.docx"
        source.write_bytes(content)
        jobs.append({"name": name, "source": str(source), "target": str(target), "edits": []})
    edit(jobs, root)
    return {str(job["name"]): Path(str(job["target"])).read_bytes() for job in jobs}


@pytest.mark.parametrize("course", ["kelompok-okupasional", "linear-motion", "dawrat-al-ma"])
def test_no_document_of_the_courses_is_changed_by_saving(course: str, tmp_path: Path):
    need("writer")
    prepared = prepare(find_project((ROOT / "content" / course,), ROOT), Options())
    (planned,) = prepared.courses
    renderer = Renderer(planned.theme, planned.words)
    expected, files = {}, {}
    for document in (each for made in planned.sets for each in made.documents):
        if document.template:
            sheet = renderer.render(document)
            expected[document.key] = writer(TRACED)(sheet, planned.theme, prepared.store).content
            files[document.key] = writer("docx")(sheet, planned.theme, prepared.store).content
    assert len(files) > 5
    for name, content in saved(files, tmp_path).items():
        assert compare(read(expected[name]), read(content)) == [], name


def test_no_formula_is_changed_by_saving(tmp_path: Path):
    need("writer")
    bracket = r"\frac{(a+[b-c]_3)^2}{((x))^{2}_1} = 40"
    files = {}
    for name, tex in {**formulas(), "bracket": bracket}.items():
        said = html.escape(tex)
        inside = f"<p>x <math>{said}</math> y</p><math-block>{said}</math-block>"
        if name not in _LOST:
            files[name] = written(inside).content
    found = saved(files, tmp_path)
    assert [name for name in files if compare(read(files[name]), read(found[name]))] == []
