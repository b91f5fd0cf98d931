"""What a publisher's master lacks is told with what comes nearest."""

from pathlib import Path

from lembar.engine.themes.check import check
from lembar.engine.themes.shelf import Shelf
from lembar.messages import Messages
from tests.writers.pptx.masters import master


def told(root: Path, content: bytes) -> list[str]:
    folder = root / "templates/own"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: default\n", "utf-8")
    (folder / "master.pptx").write_bytes(content)
    say = Messages("en")
    return [say.line(each) for each in check(Shelf(root), "own", "en").problems]


def test_what_a_master_lacks_is_told(tmp_path):
    def rename(presentation):
        presentation.slide_layouts[6].name = "Qestion"

    lines = told(tmp_path, master(change=rename))
    assert all(line.startswith("templates/own/master.pptx") for line in lines)
    (near,) = [line for line in lines if "no layout “Question”" in line]
    assert "“Qestion”" in near
    assert any("“Title and Content” has no place for: Kicker, Mark" in line for line in lines)
    assert any("no layout “Definition”" in line for line in lines)


def test_a_broken_master_is_an_error(tmp_path):
    lines = told(tmp_path, b"PK nothing")
    assert [line for line in lines if "error[office-broken]" in line]
