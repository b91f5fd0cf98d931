"""Return what slides are added to: a publisher's master, or one made from the tokens."""

import datetime
import io
from collections.abc import Mapping
from typing import Any

from lembar.course.theme import OfficeFile, Theme
from lembar.errors import ContentError, Place, problem
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets
from lembar.writers.pptx.base import base
from lembar.writers.pptx.geometry import geometry
from lembar.writers.pptx.master import read_master
from lembar.writers.pptx.places import Master
from lembar.writers.pptx.publisher import Taken, take
from lembar.writers.pptx.text import office_language
from lembar.writers.scripts import script_beside_latin

_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # no clock: the same bytes every day


def ground(sheet: Sheet, theme: Theme, assets: Assets) -> tuple[Any, Master]:
    """Return an empty presentation with its master."""
    rtl = sheet.direction == "rtl"
    if theme.master is not None:
        own = taken(theme.master, theme, assets, dict(sheet.facts), rtl)
        properties = own.presentation.core_properties
        properties.created = properties.modified = _MOMENT
        properties.last_modified_by = properties.keywords = properties.comments = ""
        return own.presentation, own.master
    from pptx import Presentation

    language, script = office_language(sheet.language), script_beside_latin(sheet, theme)
    shape = geometry(theme.tokens, rtl)
    content = base(theme.tokens, shape, language, script)
    presentation = Presentation(io.BytesIO(content))
    return presentation, read_master(presentation)


def taken(
    file: OfficeFile, theme: Theme, assets: Assets, facts: Mapping[str, str], rtl: bool
) -> Taken:
    """Return a publisher's master, ready for slides.

    Raises ContentError if it can't be used.
    """
    try:
        return take(assets[file.asset], theme.tokens, facts, rtl)
    except Exception as error:
        # The file is someone else's: whatever is wrong in it is told with its name.
        said = f"{type(error).__name__}: {error}"
        words = {"app": "PowerPoint", "ending": ".pptx", "reason": said}
        raise ContentError(
            problem("office-broken", Place(file.file), "office-broken", **words)
        ) from error
