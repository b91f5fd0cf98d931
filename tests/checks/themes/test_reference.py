"""What `lembar theme check` says of a publisher's reference.docx."""

from pathlib import Path

from lembar.engine.themes.check import check
from lembar.engine.themes.shelf import Shelf
from lembar.messages import Messages
from tests.writers.docx.references import covered, framed, made, sampled, styled


def told(root: Path, reference: bytes) -> list[str]:
    folder = root / "templates/own"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text("extends: default\n", "utf-8")
    (folder / "reference.docx").write_bytes(reference)
    say = Messages("en")
    return [say.line(each) for each in check(Shelf(root), "own", "en").problems]


def test_a_reference_of_its_own_names_is_not_complained_of(tmp_path):
    assert told(tmp_path, made(framed, covered)) == []


def test_a_style_nearly_named_as_ours_is_told_with_it(tmp_path):
    found = told(tmp_path, made(styled))
    near = [each for each in found if "Lembar Choises" in each]
    assert {each.partition("“")[2].partition("”")[0] for each in near} >= {"Lembar Choices"}
    assert all("reference.docx:1:1: warning[reference-lacks]" in each for each in found)
    assert sum("Lembar Facts" in each for each in found) == 1  # all others in one line
    assert not any("Lembar Stem”" in each for each in found)


def test_a_picture_that_says_nothing_is_told(tmp_path):
    def silent(document):
        sampled(document)
        document.add_paragraph("{{ content }}")

    [found] = told(tmp_path, made(silent))
    assert "reference-alt" in found
