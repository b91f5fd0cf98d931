"""Write sheets to files: one module per format, and the table that names them."""

from lembar.writers.contract import Assets, Writer, Written

__all__ = ["FORMATS", "Assets", "Writer", "Written", "writer"]

# format → module: imported when it is needed, since the engines behind some are heavy.
FORMATS: dict[str, str] = {
    "pdf": "lembar.writers.pdf",
    "docx": "lembar.writers.docx",
    "pptx": "lembar.writers.pptx",
    "html": "lembar.writers.html",
    "md": "lembar.writers.markdown",
}


def writer(name: str) -> Writer:
    """Return the writer of a format."""
    from importlib import import_module

    found: Writer = import_module(FORMATS[name]).write
    return found
