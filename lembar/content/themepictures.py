"""Read the pictures of a theme: those in images/ of its folder and its parents', and the logo."""

from collections.abc import Sequence
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.files import ignored
from lembar.content.layers import Link, is_own, said
from lembar.content.pictures import EXTENSIONS, Pictures
from lembar.course.theme import Logo
from lembar.errors import Place, Problems

_FOLDER = "images"


def pictures_of(
    chain: Sequence[Link], here: Path | None, store: AssetStore, problems: Problems
) -> dict[str, str]:
    """Return the assets of all pictures by their path in images/; the nearest theme's counts."""
    found: dict[str, str] = {}
    for link in reversed(chain):
        pictures = Pictures((link.folder,), store)
        for path in sorted((link.folder / _FOLDER).rglob("*")):
            inside = path.relative_to(link.folder).as_posix()
            if path.suffix.lower().lstrip(".") not in EXTENSIONS or ignored(path.name):
                continue
            if not is_own(path, link, here, problems):
                continue
            asset = pictures.find(inside, Place(said(path, here)), problems)
            if asset is not None:
                found[inside.removeprefix(f"{_FOLDER}/")] = asset
    return found


def logo_of(chain: Sequence[Link], store: AssetStore, problems: Problems) -> Logo | None:
    """Return the logo, from the folder of the theme that names it."""
    for link in chain:
        path, alt = link.tokens.get(("logo", "path")), link.tokens.get(("logo", "alt"))
        if path is not None:
            asset = Pictures((link.folder,), store).find(str(path.value), path.place, problems)
            return Logo(asset, str(alt.value) if alt else "") if asset else None
    return None
