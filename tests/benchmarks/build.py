"""`python -m tests.benchmarks.build`: a cold build against bare calls of the engines it uses.

The bare side gets the sheets as files: HTML and CSS for WeasyPrint, paragraphs for python-docx and
python-pptx. Both sides are whole processes, imports included, and their processor time is measured.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from lembar.content.loader import Options
from lembar.course.theme import Theme
from lembar.course.tree import Element, text_of, walk
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.sheet.render import Renderer
from lembar.writers.findings import Findings
from lembar.writers.pdf.page import page_html
from lembar.writers.pdf.stylesheet import page_css

ROOT = Path(__file__).parents[2]
_TEXT = frozenset({"p", "h1", "h2", "h3", "li", "td", "th", "choice-option", "caption"})

BARE = """
import json, sys
from pathlib import Path
folder = Path(sys.argv[1])
jobs = json.loads((folder / "jobs.json").read_text("utf-8"))
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from docx import Document
from pptx import Presentation
fonts = FontConfiguration()
faces = weasyprint.CSS(string=jobs["fonts"], font_config=fonts)
base = folder.as_uri() + "/"
for number, (html, css) in enumerate(jobs["pdf"]):
    page = weasyprint.HTML(string=html, base_url=base)
    sheet = weasyprint.CSS(string=css, font_config=fonts)
    page.write_pdf(folder / f"{number}.pdf", stylesheets=[faces, sheet], font_config=fonts,
                   pdf_variant="pdf/ua-1")
for number, paragraphs in enumerate(jobs["docx"]):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(folder / f"{number}.docx")
for number, slides in enumerate(jobs["pptx"]):
    show = Presentation()
    for title, *lines in slides:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = "\\n".join(lines)
    show.save(folder / f"{number}.pptx")
"""


def save(folder: Path, project: Path = ROOT, source: str = "") -> None:
    """Write the sheets of a project for the bare side: all, or those that come from a file."""
    prepared = prepare(find_project((), project), Options())
    jobs: dict[str, object] = {"pdf": [], "docx": [], "pptx": []}
    for name, content in prepared.store.items():
        (folder / name).write_bytes(content)
    pdf, docx, pptx = [], [], []
    for course in prepared.courses:
        renderer = Renderer(course.theme, course.words)
        fonts = font_css(course.theme, folder)
        sets = (each for each in course.sets if source in ("", each.sources[0]))
        for document in (d for each in sets for d in each.documents if d.template):
            sheet = renderer.render(document)
            formats = {format_ for format_, _ in document.paths}
            if "pdf" in formats:
                html = page_html(sheet, Findings("pdf")).replace("asset:", "")
                pdf.append((html, page_css(sheet, course.theme)))
            if "docx" in formats:
                docx.append(texts(sheet.root))
            if "pptx" in formats:
                slides = (each for each in sheet.root.children if isinstance(each, Element))
                pptx.append([texts(each) for each in slides if each.tag == "slide"])
        jobs = {"fonts": fonts, "pdf": pdf, "docx": docx, "pptx": pptx}
    (folder / "jobs.json").write_text(json.dumps(jobs), "utf-8")


def font_css(theme: Theme, folder: Path) -> str:
    """Return the @font-face rules written by hand: the fonts as their packages hold them."""
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; src: url('{folder.as_uri()}/{face.asset}');"
        f" font-weight: {face.weight}; font-style: {'italic' if face.italic else 'normal'}; }}"
        for face in theme.fonts
    )


def texts(root: Element) -> list[str]:
    """Return the paragraphs of an element."""
    return [text_of(each.children) for each in walk((root,)) if each.tag in _TEXT] or [""]


def seconds(*command: str) -> float:
    """Return how long a process computes: other work on the machine does not count."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = os.environ | {"LEMBAR_CACHE": "off"}
    subprocess.run([sys.executable, *command], check=True, cwd=ROOT, capture_output=True, env=env)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime


def main() -> None:
    """Print the shortest times of two rounds and their ratios."""
    office = ("--format", "pdf", "--format", "docx", "--format", "pptx")
    bare, whole, same = [], [], []
    with tempfile.TemporaryDirectory() as place:
        save(Path(place))
        for _ in range(2):
            with tempfile.TemporaryDirectory() as output:
                bare.append(seconds("-c", BARE, place))
                whole.append(seconds("build.py", "build", "--output", f"{output}/whole"))
                same.append(seconds("build.py", "build", "--output", f"{output}/same", *office))
    sys.stdout.write(
        f"bare {min(bare):.1f} s, cold build {min(whole):.1f} s: "
        f"{min(whole) / min(bare):.2f} times (goal: 1.5); the same three formats "
        f"{min(same):.1f} s: {min(same) / min(bare):.2f} times\n"
    )


if __name__ == "__main__":
    main()
