"""Edit Word files in LibreOffice as people do, all in one session; runs in the system's Python.

Reads from standard input, as JSON: {"program", "profile", "jobs": [{"source", "target", "edits"}]}.
An edit is [what to do, …]; the functions below say what follows.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uno  # comes with LibreOffice, for the system's Python
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

PIPE = f"lembar-tests-{os.getpid()}"
EDITS: dict[str, Callable[..., None]] = {}


def edit(function: Callable[..., None]) -> Callable[..., None]:
    EDITS[function.__name__] = function
    return function


def find(document: Any, text: str) -> Any:
    """Return where a text stands first."""
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = text, True
    found = document.findFirst(search)
    assert found is not None, text
    return found


def paragraph(document: Any, text: str) -> Any:
    """Return a cursor over the whole paragraph that a text stands in."""
    found = find(document, text)
    cursor = found.Text.createTextCursorByRange(found)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    return cursor


@edit
def replace(document: Any, old: str, new: str) -> None:
    """Type over a text."""
    find(document, old).String = new


@edit
def swap(document: Any, one: str, other: str) -> None:
    """Let two paragraphs change places, as by typing."""
    a, b = paragraph(document, one), paragraph(document, other)
    a.String, b.String = b.String, a.String


@edit
def add_below(document: Any, text: str, new: str) -> None:
    """Press Enter behind a paragraph and type."""
    cursor = paragraph(document, text)
    cursor.collapseToEnd()
    cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor.Text.insertString(cursor, new, False)


@edit
def delete(document: Any, text: str) -> None:
    """Delete a paragraph, its end too."""
    cursor = paragraph(document, text)
    cursor.goRight(1, True)
    cursor.String = ""


@edit
def delete_blocks(document: Any, first: str, after: str) -> None:
    """Delete the paragraphs and tables of the body from one text on, up to another."""
    for each in list(_blocks(document, first, after)):
        each.dispose()


@edit
def move_blocks(document: Any, first: str, after: str, before: str) -> None:
    """Cut the blocks from one text on, up to another, and paste them before a third."""
    _paste(document, first, after, before, cut=True)


@edit
def copy_blocks(document: Any, first: str, after: str, before: str) -> None:
    """Copy the blocks from one text on, up to another, and paste them before a third."""
    _paste(document, first, after, before, cut=False)


def _paste(document: Any, first: str, after: str, before: str, cut: bool) -> None:
    """Bring blocks over in a document of their own: pasting needs a window, and there is none."""
    alone = _loaded(_service("com.sun.star.frame.Desktop"), uno.fileUrlToSystemPath(document.URL))
    kept = list(_blocks(alone, first, after))
    for each in list(alone.Text.createEnumeration()):
        if each not in kept:
            each.dispose()
    held = f"{document.URL}.odt"
    alone.storeToURL(held, ())
    alone.close(True)
    for each in list(_blocks(document, first, after)) if cut else ():
        each.dispose()
    place = document.Text.createTextCursorByRange(_above(document, before).End)
    place.insertDocumentFromURL(held, ())


@edit
def bold(document: Any, text: str) -> None:
    """Make a text bold, in any script."""
    found = find(document, text)
    found.CharWeight = found.CharWeightComplex = 150.0


@edit
def plain(document: Any, text: str) -> None:
    """Make a bold text plain."""
    found = find(document, text)
    found.CharWeight = found.CharWeightComplex = 100.0


@edit
def delete_row(document: Any, text: str) -> None:
    """Delete the row of a table that a text stands in."""
    found = find(document, text)
    number = int("".join(filter(str.isdigit, found.Cell.CellName)))
    found.TextTable.Rows.removeByIndex(number - 1, 1)


@edit
def delete_column(document: Any, text: str) -> None:
    """Delete the column of a table that a text stands in."""
    found = find(document, text)
    letter = "".join(filter(str.isalpha, found.Cell.CellName))
    found.TextTable.Columns.removeByIndex(ord(letter) - ord("A"), 1)


@edit
def rows_to_write_on(document: Any, which: int, count: int) -> None:
    """Give one of the tables of empty lines another number of rows."""
    tables = [document.TextTables.getByIndex(at) for at in range(document.TextTables.Count)]
    ruled = [
        table
        for table in tables
        if table.Columns.Count == 1
        and not any(table.getCellByName(name).String for name in table.CellNames)
    ]
    rows = ruled[which].Rows
    if count > rows.Count:
        rows.insertByIndex(rows.Count, count - rows.Count)
    else:
        rows.removeByIndex(count, rows.Count - count)


@edit
def track(document: Any) -> None:
    """Track the changes from here on."""
    document.RecordChanges = True


@edit
def picture(document: Any, which: int, path: str) -> None:
    """Put another picture in the place of one."""
    provider = _service("com.sun.star.graphic.GraphicProvider")
    source = PropertyValue(Name="URL", Value=uno.systemPathToFileUrl(path))
    shown = document.GraphicObjects.getByIndex(which)
    shown.Graphic = provider.queryGraphic((source,))


@edit
def delete_picture(document: Any, which: int) -> None:
    """Delete a picture."""
    document.GraphicObjects.getByIndex(which).dispose()


def _blocks(document: Any, first: str, after: str) -> Iterator[Any]:
    inside = False
    for each in document.Text.createEnumeration():
        text = _said(each)
        if after and after in text:
            return
        inside = inside or first in text
        if inside:
            yield each


def _above(document: Any, text: str) -> Any:
    """Return the paragraph above a block: a table has no place of its own to stand at."""
    last = None
    for each in document.Text.createEnumeration():
        if text in _said(each):
            return last or each
        if each.supportsService("com.sun.star.text.Paragraph"):
            last = each
    raise AssertionError(text)


def _said(block: Any) -> str:
    if not block.supportsService("com.sun.star.text.TextTable"):
        return block.String
    return " ".join(_in_cells(block))


def _in_cells(table: Any) -> Iterator[str]:
    for name in table.CellNames:
        for each in table.getCellByName(name).createEnumeration():
            yield _said(each)


# --- the session ----------------------------------------------------------------------------------


def _loaded(desktop: Any, path: str) -> Any:
    hidden = PropertyValue(Name="Hidden", Value=True)
    return desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (hidden,))


def _save(document: Any, path: str) -> None:
    word = PropertyValue(Name="FilterName", Value="MS Word 2007 XML")
    document.storeToURL(uno.systemPathToFileUrl(path), (word,))


def _service(name: str) -> Any:
    """Return a service of the office that runs, once it does."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    for _ in range(600):
        with contextlib.suppress(NoConnectException):
            there = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext(name, there)
        time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    office = subprocess.Popen(
        [
            asked["program"],
            f"-env:UserInstallation={Path(asked['profile']).as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={PIPE};urp;",
        ]
    )
    desktop = _service("com.sun.star.frame.Desktop")
    try:
        for job in asked["jobs"]:
            sys.stderr.write(f"{job['target']}\n")
            document = _loaded(desktop, job["source"])
            for name, *given in job["edits"]:
                EDITS[name](document, *given)
            _save(document, job["target"])
            document.close(True)
    finally:
        with contextlib.suppress(Exception):
            desktop.terminate()
        office.wait(60)
