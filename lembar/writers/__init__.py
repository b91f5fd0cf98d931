"""Write sheets to files: one module per format, and the table that names them."""

from lembar.course.theme import Theme
from lembar.course.tree import walk
from lembar.errors import ContentError, problem
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Copier, Copying, Looks, WorkbookWriter, Writer, Written
from lembar.writers.marks import with_marks

__all__ = [
    "FORMATS",
    "TRACED",
    "WORKBOOKS",
    "Assets",
    "WorkbookWriter",
    "Writer",
    "Written",
    "copier",
    "workbook_writer",
    "writer",
]

# format → module: imported when it is needed, since the engines behind some are heavy.
FORMATS: dict[str, str] = {
    "pdf": "lembar.writers.pdf",
    "docx": "lembar.writers.docx",
    "pptx": "lembar.writers.pptx",
    "html": "lembar.writers.html",
    "md": "lembar.writers.markdown",
}
_ON_SCREEN = ("html", "md")
TRACED = "docx:traced"
"""A Word file in which each paragraph tells what it came from: to compare others with."""

# The same for workbooks, which are written from a view, not from a sheet.
WORKBOOKS: dict[str, str] = {"xlsx": "lembar.writers.xlsx"}


def load(name: str) -> None:
    """Import what writes a format, engine and all, so that its first document need not wait."""
    from importlib import import_module

    module = import_module((FORMATS | WORKBOOKS)[name.partition(":")[0]])
    if name == "pdf":
        module.available()
        import_module("lembar.writers.pdf.thumbnail").engine()


def writer(name: str) -> Writer:
    """Return the writer of a format; pictures reach it with their marks drawn."""
    from importlib import import_module

    format_, _, way = name.partition(":")
    found = getattr(import_module(FORMATS[format_]), f"write_{way}" if way else "write")
    return _marking(found, format_ in _ON_SCREEN)


def _marking(found: Writer, on_screen: bool) -> Writer:
    def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
        marked, store = with_marks(sheet, theme, assets, on_screen)
        return found(marked, theme, store)

    return write


def workbook_writer(name: str) -> WorkbookWriter:
    """Return the writer of a workbook format."""
    from importlib import import_module

    found: WorkbookWriter = import_module(WORKBOOKS[name]).write
    return found


def copier(name: str) -> Copier:
    """Return what puts copies of sheets together in a format."""
    from importlib import import_module

    found: Copier = import_module(f"{FORMATS[name]}.copies").copier

    def ready(looks: Looks, assets: Assets) -> Copying:
        marked: dict[str, tuple[Sheet, Theme]] = {}
        for key, (sheet, theme) in looks.items():
            _check_place(sheet, theme)
            sheet, assets = with_marks(sheet, theme, assets, name in _ON_SCREEN)
            marked[key] = sheet, theme
        return found(marked, assets)

    return ready


def _check_place(sheet: Sheet, theme: Theme) -> None:
    """Raise ContentError if a sheet leaves no place for a name."""
    fields = [each for each in walk((sheet.root,)) if each.tag == "identity-field"]
    if not any(each.get("holds") == "name" for each in fields):
        place = next((each.place for each in fields if each.place), sheet.root.place)
        code = "no-place-for-name"
        raise ContentError(problem(code, theme.at_origin(place) if place else None, code))
