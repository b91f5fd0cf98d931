"""Slides of every built-in theme, in every profile: all text has room."""

import itertools

import pytest

from lembar.content.assets import AssetStore
from lembar.content.layers import built_in_root
from lembar.content.themes import load_theme, theme_roots
from lembar.course.profile import Asked
from lembar.writers import writer
from tests import tools
from tests.ooxml import findings
from tests.sheets import load
from tests.writers.pptx.judge import faults

THEMES = sorted(path.parent.name for path in built_in_root().glob("*/theme.yaml"))
PROFILES = ("", *sorted(p.stem for p in (built_in_root() / "default/profiles").glob("*.yaml")))


@pytest.mark.parametrize(("theme", "profile"), list(itertools.product(THEMES, PROFILES)))
def test_all_text_has_room(theme, profile):
    tools.need("fonts")
    sheet, _, assets = load("slides")
    store = AssetStore()
    asked = Asked(profile, None) if profile else None
    own = load_theme(theme, theme_roots(), store, profile=asked)
    file = writer("pptx")(sheet, own, {**assets, **store})
    assert faults(file.content) == []
    # Fonts that are not on this machine are guessed at by the validator, and said to be.
    found = [each for each in findings(file.content, "pptx") if "not installed" not in each]
    assert found == []
