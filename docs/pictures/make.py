"""Draw the pictures of the documentation from a build: `python docs/pictures/make.py output`.

Needs pdftoppm and LibreOffice (soffice), which the program itself does not.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
COURSE = "kelompok-okupasional"
# name → (file below the course's output, pages, resolution)
PICTURES = {
    "handout": ("student/01-pengertian-handout.pdf", 4, 40),
    "handout-teacher": ("teacher/GURU-01-pengertian-handout.pdf", 4, 40),
    "worksheet": ("student/lkpd-1.pdf", 4, 40),
    "worksheet-word": ("student/lkpd-1.docx", 4, 40),
    "test": ("student/ulangan-1-A.pdf", 4, 40),
    "exit-ticket": ("student/tiket-keluar-1.pdf", 1, 40),
    "answer-key": ("teacher/GURU-ulangan-1-kunci.docx", 4, 40),
    "slides": ("student/01-pengertian-ringkasan.pptx", 8, 25),
}


def as_pdf(path: Path, folder: Path) -> Path:
    """Return a file as PDF, by LibreOffice if need be."""
    if path.suffix == ".pdf":
        return path
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    return folder / f"{path.stem}.pdf"


def sheet(path: Path, pages: int, resolution: int, folder: Path) -> Image.Image:
    """Return the first pages of a PDF side by side, two to a row."""
    stem = folder / path.stem
    command = ["pdftoppm", "-gray", "-r", str(resolution), "-l", str(pages), "-png"]
    subprocess.run([*command, str(path), str(stem)], check=True)
    images = [Image.open(each) for each in sorted(folder.glob(f"{path.stem}-*.png"))]
    wide, high = images[0].size
    rows = -(-len(images) // 2)
    columns = min(2, len(images))
    target = Image.new("L", (wide * columns + 6 * (columns + 1), (high + 6) * rows + 6), 190)
    for at, image in enumerate(images):
        target.paste(image, (6 + (at % 2) * (wide + 6), 6 + (at // 2) * (high + 6)))
    return target


def main(output: Path) -> None:
    """Draw every picture."""
    for name, (file, pages, resolution) in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            pdf = as_pdf(output / COURSE / file, Path(folder))
            sheet(pdf, pages, resolution, Path(folder)).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "output"))
