"""Narrow a theme to what the writer of a format may read.

A writer is given nothing else, so what only another format reads can't change what it writes: the
cache goes by this.
"""

from dataclasses import replace

from lembar.course.theme import Theme

_READERS: dict[str, tuple[str, ...]] = {
    "print.css": ("pdf",),
    "print-rtl.css": ("pdf",),
    "page.css": ("html",),
    "slides.css": ("html",),
    "scripts/": ("pdf", "html"),
    "pages/": (),  # index pages, which no writer writes
}
"""Who reads a style sheet, or those of a folder; any other is given to all writers."""


def narrowed(theme: Theme, format_: str) -> Theme:
    """Return a theme with no more than the writer of a format may read.

    What templates read is not of it, nor what names places: problems are told of the whole theme.
    """
    kind = format_.partition(":")[0]
    return replace(
        theme,
        files={path: theme.files[path] for path in sorted(theme.files) if _is_read(path, kind)},
        origins={},
        layers=(),
        images={},
        logo=None,
        master=theme.master if kind == "pptx" else None,
        reference=theme.reference if kind == "docx" else None,
    )


def _is_read(path: str, kind: str) -> bool:
    folder, slash, _ = path.partition("/")
    readers = _READERS.get(path, _READERS.get(folder + slash))
    return path.endswith(".css") and (readers is None or kind in readers)
