"""The publisher's afternoon: every step of the guide, in an empty folder, in order."""

import re
import shlex
import shutil
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from lembar.cli import run
from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.engine.themes.ejected import NAME, Ejected, read_ejected, written
from lembar.errors import EXIT_DONE
from lembar.messages import Messages

GUIDE = Path(__file__).parents[2] / "docs/publisher.md"
_PART = re.compile(r"^## A series look in an afternoon\n(.*?)^## ", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def steps() -> Iterator[tuple[str, str, str]]:
    """Yield what the guide has one do: what kind of step, about which file, with which text."""
    found = _PART.search(GUIDE.read_text("utf-8"))
    assert found is not None
    for language, kind, name, text in _BLOCK.findall(found[1]):
        if language == "console":
            yield from (("run", "", line) for line in text.splitlines())
        elif kind in ("file", "append", "output"):
            yield kind, name, text


def by_hand(words: list[str]) -> None:
    """Do what the guide does with plain commands, with a font and a logo that are at hand."""
    if words[0] == "mkdir":
        Path(words[1]).mkdir(parents=True)
        return
    assert words[0] == "cp"
    if words[1].startswith("output/"):
        shutil.copy(words[1], words[2])
        return
    if words[1].endswith("logo.svg"):
        (Path(words[2]) / "logo.svg").write_text(_SVG, "utf-8")
        return
    assert words[1].endswith("Lora-*.ttf")
    spec = find_spec("fontpkg_amiri")
    assert spec is not None
    assert spec.origin is not None
    for cut in ("Regular", "Bold"):
        path = Path(spec.origin).parent / f"files/Amiri-{cut}.ttf"
        shutil.copy(path, Path(words[2]) / f"Lora-{cut}.ttf")


def appended(path: Path, text: str) -> None:
    """Add keys to a theme.yaml; keys that it has already are written anew."""
    kept, dropped = [], False
    keys = re.findall(r"^(\w+):", text, re.MULTILINE)
    for line in path.read_text("utf-8").splitlines():
        found = re.match(r"(\w+):", line)
        dropped = found[1] in keys if found else dropped
        if not dropped:
            kept.append(line)
    path.write_text("\n".join(kept) + "\n" + text, "utf-8")


def flat(text: str) -> str:
    """Return a text whose columns stand one blank apart."""
    return re.sub(r"(?<=\S) +", " ", text)


def docx_text() -> str:
    path = next(Path("output").rglob("student/*worksheet-1.docx"))
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(each) for each in archive.namelist() if each.endswith(".xml")]
    return b"".join(parts).decode()


@pytest.mark.slow
def test_every_step_of_the_afternoon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    theme, said, ran = Path("templates/my-series"), "", []
    made_files: set[str] = set()
    for kind, name, text in steps():
        if kind == "run":
            words = shlex.split(text)
            if words[0] == "lembar":
                code = run(words[1:], Messages("en"))
                out, err = capsys.readouterr()
                assert code == EXIT_DONE, f"{text}\n{out}{err}"
                said = out + err
                ran.append(words[1:3])
                made_files |= {path.name for path in Path("output").rglob("student/*")}
            else:
                by_hand(words)
        elif kind == "output":
            assert flat(text) in flat(said), said
        elif kind == "append":
            appended(Path(name), text)
        else:
            Path(name).write_text(text, "utf-8")

    made = load_theme("my-series", theme_roots(tmp_path), AssetStore())
    assert made.tokens.colors["accent"] == "#8b1a1a"
    assert made.tokens.sizes["text"] == 11
    assert {face.family for face in made.fonts} >= {"Lora"}
    assert made.logo is not None
    text = docx_text()
    assert "My series" in text
    assert "Pupil" in text
    assert "8B1A1A" in text
    assert "Georgia" in text
    assert 'descr="Pustaka Nusa"' in text
    for format_ in ("pdf", "docx", "pptx", "html"):
        assert list(Path("output").rglob(f"student/*.{format_}")), format_
    assert any(name.endswith("large-print.docx") for name in made_files)
    assert made.master is not None
    assert made.reference is not None
    assert {"show", "new", "eject", "check", "diff"} <= {each[1] for each in ran}

    # an upgrade: what was copied was another text then
    records = read_ejected(theme, NAME)
    assert {(each.file, each.piece) for each in records} == {
        ("parts/paper-foot.html.j2", "foot_left"),
        ("locale/en.po", "identity.name"),
    }
    older = (Ejected(e.file, e.piece, e.source, f"{e.text}\nold") for e in records)
    (theme / NAME).write_bytes(written(older))
    assert run(["theme", "diff"], Messages("en")) == EXIT_DONE
    told = capsys.readouterr().out.partition("What changed under “my-series”")[2]
    assert told.count("    -old\n") == 2


def test_the_afternoon_names_real_problems(tmp_path: Path, monkeypatch, capsys) -> None:
    """The two mistakes that the guide quotes are told as it quotes them."""
    monkeypatch.chdir(tmp_path)
    guide = GUIDE.read_text("utf-8")
    folder = Path("templates/my-series")
    (folder / "parts").mkdir(parents=True)
    lines = ["#"] * 5 + ["extends: default", "color: {roles: {", '    muted: "#a0a0a0"}}', ""]
    (folder / "theme.yaml").write_text("\n".join(lines), "utf-8")
    foot = '{% extends "parent:parts/paper-foot.html.j2" %}\n{% block foot_lft %}{% endblock %}\n'
    (folder / "parts/paper-foot.html.j2").write_text(foot, "utf-8")
    assert run(["theme", "check"], Messages("en")) != EXIT_DONE
    said = capsys.readouterr().err
    quoted = next(line for line in guide.splitlines() if "error[low-contrast]" in line)
    assert quoted in said
    assert (
        "No parent of this template has a block “foot_lft”. (hint: did you mean “foot_left”?)"
        in said
    )
    assert (
        "No parent of this template has a block “foot_lft”. (hint: did you mean “foot_left”?)"
        in guide
    )
