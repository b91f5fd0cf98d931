"""Hold hand-written sheets that every writer is tried on, and read them."""

from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.course.theme import Theme
from lembar.course.tree import Nodes
from lembar.errors import Place
from lembar.sheet.parser import parse
from lembar.sheet.sheet import Sheet

HERE = Path(__file__).parent
NAMES = ("worksheet", "key", "handout", "slides")
_DOCUMENT = {"key": "answer-key", "slides": "summary"}
LABELS = (
    ("footnotes", "Catatan"),
    ("answer", "Jawaban"),
    ("continued", "lanjutan"),
    ("notes", "Catatan pembicara"),
)


def load(name: str, theme: str = "default") -> tuple[Sheet, Theme, AssetStore]:
    """Return a sheet of this folder with a theme and the assets of both."""
    store = AssetStore()
    loaded = load_theme(theme, theme_roots(), store)
    source = (HERE / f"{name}.html").read_text("utf-8")
    for path in sorted(HERE.glob("*.svg")):
        source = source.replace(f"asset:{path.name}", f"asset:{store.add_file(path)}")
    root = parse(source, Place(f"{name}.html"))
    sheet = Sheet(
        title=_title(root.children),
        language="id",
        document=_DOCUMENT.get(name, name),
        edition="teacher" if name == "key" else "student",
        root=root,
        labels=LABELS,
    )
    return sheet, loaded, store


def _title(nodes: Nodes) -> str:
    from lembar.course.tree import text_of, walk

    return next((text_of((e,)) for e in walk(nodes) if e.tag == "h1"), "")
