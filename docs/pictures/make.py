"""Draw the contact sheets of the documentation: `python docs/pictures/make.py output [name …]`.

Takes a build of the sample courses and writes a PNG for each kind of document, in grey levels; for
another theme, one beside it: `lembar build --theme textbook --output output-textbook`.
Needs pdftoppm (poppler-utils), LibreOffice (soffice) and Chromium, which the program does not.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content"
SOCIOLOGY, PHYSICS, WATER = "kelompok-okupasional", "linear-motion", "dawrat-al-ma"
PUPILS = "number,name,class\n1,Amara Okafor,9B\n2,Ben Castellanos,9B\n"  # invented
LEVELS = 16  # grey levels: enough for print that is black on white
GAP, HEAD, PAPER, RULE = 10, 34, 225, 120


@dataclass(frozen=True)
class Sheet:
    """Say what a contact sheet shows: files of a course's output and how they are laid out."""

    files: str  # a pattern
    caption: str
    columns: int = 4
    most: int = 8  # pages of a file at most
    width: int = 400  # of a page, in pixels
    course: str = SOCIOLOGY
    theme: str = ""


SHEETS = {
    "handout": Sheet("student/01-pengertian-handout.pdf", "Handout, for pupils (PDF)"),
    "handout-teacher": Sheet("teacher/GURU-01-pengertian-handout.pdf", "Handout, teacher's (PDF)"),
    "worksheet": Sheet("student/lkpd-1.pdf", "Worksheet (PDF)"),
    "worksheet-docx": Sheet("student/lkpd-1.docx", "The same worksheet in Word (DOCX)"),
    "tiers": Sheet(
        "student/worksheet-1-*.pdf",
        "Worksheet in three tiers, a page of each (PDF)",
        3,
        1,
        course=PHYSICS,
    ),
    "test": Sheet("student/ulangan-1-A.pdf", "Test, form A (PDF)"),
    "answer-sheet": Sheet("student/ulangan-1-ljk-?.pdf", "Answer sheets of both forms (PDF)", 2),
    "named-sheets": Sheet(
        "pupils/quiz-9B.pdf",
        "Quiz with names, neighbours with other questions (PDF)",
        course=PHYSICS,
    ),
    "answer-key": Sheet("teacher/GURU-ulangan-1-kunci.pdf", "Key of both forms (PDF)"),
    "blueprint": Sheet("teacher/GURU-ulangan-1-kisi-kisi.pdf", "Blueprint (PDF)"),
    "item-cards": Sheet("teacher/GURU-ulangan-1-kartu-soal.pdf", "Item cards (PDF)", most=4),
    "rubric": Sheet("teacher/GURU-lkpd-5-rubrik.pdf", "Rubric and scores of a class (PDF)", 2),
    "score-sheet": Sheet(
        "teacher/TEACHER-quiz-scores.xlsx", "Score sheet (XLSX)", 2, 4, 600, course=PHYSICS
    ),
    "answer-key-docx": Sheet("teacher/GURU-lkpd-3-kunci.docx", "Key of a worksheet (DOCX)"),
    "exit-ticket": Sheet(
        "student/tiket-keluar-2.pdf", "Exit ticket, two to a page (PDF)", columns=2
    ),
    "summary-sheet": Sheet("*/*01-pengertian-rangkuman.pdf", "Summary sheet (PDF)", 2),
    "summary-sheet-docx": Sheet(
        "*/*04-*-summary-sheet.docx", "The same in Word (DOCX)", 2, course=PHYSICS
    ),
    "slides-pptx": Sheet("student/01-pengertian-ringkasan.pptx", "Slides (PPTX)", 4, 12),
    "slides-html": Sheet("student/01-pengertian-ringkasan.html", "Slides (HTML)", 4, 12),
    "slides-teacher": Sheet(
        "teacher/GURU-01-pengertian-ringkasan.html", "Slides, teacher's (HTML)", 4, 12
    ),
    "textbook": Sheet(
        "student/02-ciri-handout.pdf", "Handout in the theme textbook (PDF)", theme="textbook"
    ),
    "exam-board": Sheet(
        "student/ulangan-1-A.pdf", "Test in the theme exam-board (PDF)", theme="exam-board"
    ),
    "arabic": Sheet(
        "student/[0w]*-*.pdf", "Handout and worksheet in Arabic (PDF)", 3, course=WATER
    ),
}


def run(*command: object) -> None:
    """Run a program; its output is shown if it fails."""
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr or done.stdout}")


def of_pdf(path: Path, sheet: Sheet, folder: Path) -> list[Image.Image]:
    """Return the pages of a PDF."""
    stem = folder / "page"
    run("pdftoppm", "-gray", "-png", "-l", sheet.most, "-scale-to-x", sheet.width,
        "-scale-to-y", -1, path, stem)  # fmt: skip
    return [Image.open(each) for each in sorted(folder.glob("page-*.png"))]


def of_office(path: Path, sheet: Sheet, folder: Path) -> list[Image.Image]:
    """Return the pages of an office file, as LibreOffice shows them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, path)
    return of_pdf(folder / f"{path.stem}.pdf", sheet, folder)


def of_html(path: Path, sheet: Sheet, folder: Path) -> list[Image.Image]:
    """Return the slides of a web page, as Chromium shows them."""
    count = len(re.findall(r'<section[^>]*class="slide\b', path.read_text("utf-8")))
    pages = []
    for number in range(1, min(count, sheet.most) + 1):
        shot = folder / f"{number}.png"
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={folder / 'browser'}", "--window-size=1280,720",
            f"--screenshot={shot}", f"{path.resolve().as_uri()}#{number}")  # fmt: skip
        pages.append(Image.open(shot).convert("L"))
    return pages


READERS: dict[str, Callable[[Path, Sheet, Path], list[Image.Image]]] = {
    ".pdf": of_pdf,
    ".docx": of_office,
    ".pptx": of_office,
    ".xlsx": of_office,
    ".html": of_html,
}


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the theme's sans, bold."""
    spec = find_spec("fontpkg_source_sans_3")
    assert spec is not None
    assert spec.origin is not None
    found = ImageFont.truetype(Path(spec.origin).parent / "files/SourceSans3[wght].ttf", size)
    found.set_variation_by_axes([600])
    return found


def contact_sheet(pages: list[Image.Image], sheet: Sheet) -> Image.Image:
    """Return pages in a grid under a caption."""
    scaled = [
        each.resize((sheet.width, round(each.height * sheet.width / each.width)), Image.LANCZOS)
        for each in pages
    ]
    columns = min(sheet.columns, len(scaled))
    high = max(each.height for each in scaled)
    rows = -(-len(scaled) // columns)
    size = (columns * (sheet.width + GAP) + GAP, HEAD + rows * (high + GAP) + GAP)
    target = Image.new("L", size, PAPER)
    draw = ImageDraw.Draw(target)
    draw.text((GAP, HEAD / 2 + 3), sheet.caption, fill=0, font=font(18), anchor="lm")
    for at, page in enumerate(scaled):
        x = GAP + at % columns * (sheet.width + GAP)
        y = HEAD + GAP // 2 + at // columns * (high + GAP)
        target.paste(page, (x, y))
        draw.rectangle((x - 1, y - 1, x + page.width, y + page.height), outline=RULE)
    return target


def named(folder: Path) -> Path:
    """Build a quiz for invented pupils; return its output."""
    content, output = folder / "content", folder / "output"
    shutil.copytree(CONTENT, content)
    quiz = content / PHYSICS / "motion/assessments/quiz.yaml"
    quiz.with_name("class.csv").write_text(PUPILS, "utf-8")
    quiz.write_text(f"{quiz.read_text('utf-8')}roster: class.csv\n", "utf-8")
    run(Path(sys.executable).with_name("lembar"), "build", "--output", output, quiz)
    return output


def pages_of(output: Path, sheet: Sheet, folder: Path) -> list[Image.Image]:
    """Return the pages that a contact sheet shows."""
    if sheet.files.startswith("pupils/"):
        output = named(folder)
    if sheet.theme:
        output = output.with_name(f"{output.name}-{sheet.theme}")
    found = sorted((output / sheet.course).glob(sheet.files))
    if not found:
        raise SystemExit(f"{output / sheet.course / sheet.files}: not built")
    pages = []
    for path in found:
        place = folder / path.name
        place.mkdir()
        pages += READERS[path.suffix](path, sheet, place)
    return pages


def main(output: Path, names: list[str]) -> None:
    """Draw the sheets that are named, or all."""
    for name in names or SHEETS:
        sheet = SHEETS[name]
        with tempfile.TemporaryDirectory() as folder:
            pages = pages_of(output, sheet, Path(folder))
            drawn = contact_sheet(pages, sheet).quantize(LEVELS, dither=Image.Dither.NONE)
        target = HERE / f"{name}.png"
        drawn.save(target, optimize=True)
        print(f"{target.name}  {len(pages)} pages  {target.stat().st_size // 1024} KB")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "output"), sys.argv[2:])
