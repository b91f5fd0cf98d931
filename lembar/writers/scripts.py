"""Find the script beside Latin for which a document names fonts of its own."""

from lembar.course.scripts import scripts_in
from lembar.course.theme import Script, Theme
from lembar.course.tree import text_of
from lembar.sheet.sheet import Sheet


def script_beside_latin(sheet: Sheet, theme: Theme) -> Script | None:
    """Return the script of a sheet's language, else one that its text has signs of."""
    found = {sheet.script} - {""} or scripts_in(text_of((sheet.root,)))
    known = sorted(found & {*theme.tokens.scripts})
    return theme.tokens.scripts[known[0]] if known else None
