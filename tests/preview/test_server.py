"""The preview as a command: what it answers, whom it refuses, and what is left when it ends."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.built import ROOT
from tests.engine.small import project
from tests.preview.serving import LONG, Answer, Preview, command, preview

pytestmark = pytest.mark.slow
SECRETS = (b"Ask where it goes", b"Into the air", b"Warmth does it")
_ADDRESS = re.compile(r'(?:href|src|action|data-events)="(/[^"]*)"')


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def running(place: Path) -> Iterator[Preview]:
    root = project(place / "project")
    (root / "output").mkdir()
    (root / "output/kept.txt").write_text("mine")
    with preview(root, place / "temporary") as found:
        yield found


def links(answer: Answer) -> list[str]:
    return [each.replace("&amp;", "&") for each in _ADDRESS.findall(answer.text)]


def link(answer: Answer, *parts: str) -> str:
    return next(each for each in links(answer) if all(part in each for part in parts))


def document(running: Preview, edition: str, name: str, **wanted: str) -> Answer:
    """Return the page of the first document of a kind on the list."""
    found = link(running.ask(""), f"edition={edition}", f"document={name}")
    return running.ask(found + "".join(f"&{key}={value}" for key, value in wanted.items()))


def test_the_list_leads_to_documents_that_are_made(running):
    listed = running.ask("")
    assert listed.status == 200
    assert "A puddle" in listed.text
    works = [each for each in links(listed) if "/work/" in each]
    assert len(works) > 10
    page = document(running, "student", "handout")
    assert page.status == 200
    first = running.ask(link(page, "/page/", "/1.png"))
    assert first.headers["content-type"] == "image/png"
    assert first.body.startswith(b"\x89PNG")
    assert "Text of page 1" in page.text
    assert "The sun warms the puddle" in " ".join(page.text.split())


def test_files_can_be_had_and_have_their_names(running):
    page = document(running, "student", "handout", format="docx")
    assert "What the Word file holds, shown as a web page" in page.text
    file = running.ask(link(page, "/file/"))
    assert file.body.startswith(b"PK")
    assert (
        file.headers["content-disposition"] == "attachment; filename*=utf-8''01-puddle-handout.docx"
    )
    page = document(running, "student", "handout", format="pdf")
    file = running.ask(link(page, "/file/"))
    assert file.body.startswith(b"%PDF")
    assert file.headers["content-disposition"].startswith("inline")


def test_nothing_runs_in_a_sheet(running):
    page = document(running, "student", "summary", format="html")
    assert 'sandbox="allow-same-origin"' in page.text
    sheet = running.ask(link(page, "/sheet/"))
    policy = sheet.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-same-origin;")
    assert "allow-scripts" not in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


def test_a_pdf_can_be_read_as_a_web_page(running):
    page = document(running, "student", "handout", format="pdf")
    read = running.ask(link(page, "/read/"))
    assert "The sun warms the" in read.text
    assert read.headers["content-security-policy"].startswith("sandbox allow-same-origin;")
    assert [each for each in SECRETS if each in read.body] == []
    book = document(running, "teacher", "score-sheet")
    assert running.ask(link(book, "/file/").replace("/file/", "/read/")).status == 404


def test_pages_run_nothing_but_our_script(running):
    for page in (running.ask(""), document(running, "student", "handout")):
        assert re.findall(r"<script\b[^>]*>", page.text) == [
            f'<script src="{running.base}preview.js" defer>'
        ]
        assert not re.search(r"<style|\sstyle=|\son\w+=", page.text)
        assert "script-src 'self'" in page.headers["content-security-policy"]


def test_pupils_pages_hold_nothing_of_the_teachers(running):
    for name in ("handout", "summary", "worksheet", "test"):
        page = document(running, "student", name)
        seen = [page, *(running.ask(each) for each in links(page) if "/sheet/" in each)]
        assert [each for each in SECRETS for found in seen if each in found.body] == []
    teachers = document(running, "teacher", "handout")
    assert SECRETS[0] in teachers.body


def test_no_path_leads_to_a_file_of_the_machine(running, place):
    listed = running.ask("")
    known = link(listed, "/work/").split("/work/")[1].partition("?")[0]
    outside = [
        "../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "....//....//etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "water/cycle/01-puddle",
        "content/water/course.yaml", quote(str(place / "project/content/me.yaml"), safe=""),
        "..\\..\\course.yaml", "preview.js", f"{known}%00", f"{known}/../../preview.js",
        "pupils/list.pdf", "C:/Windows/win.ini", "file:%2f%2f%2fetc%2fpasswd",
    ]  # fmt: skip
    for kind in ("work", "file", "read", "sheet", "page"):
        for each in outside:
            answer = running.ask(f"{kind}/{each}")
            assert answer.status == 404, each
            assert b"root:" not in answer.body
            assert b"A. Teacher" not in answer.body
    for each in (
        "page/%s/1/1.png" % ("0" * 32),
        f"sheet/{'0' * 32}",
        "style.css",
        "output/kept.txt",
    ):
        assert running.ask(each).status == 404


def test_pages_of_a_pdf_are_counted(running):
    page = document(running, "student", "handout")
    first = link(page, "/page/", "/1/1.png")
    for wrong in ("/0/1.png", "/99/1.png", "/1/9.png", "/1/0.png"):
        assert running.ask(first.replace("/1/1.png", wrong)).status == 404
    assert running.ask(first.replace("/1/1.png", "/-1/1.png")).status == 404


def test_themes_and_profiles_are_known_ones_or_none(running):
    plain = document(running, "student", "handout", format="docx")
    for theme in ("../own", "/etc", "no-such-theme", "own/../../own"):
        page = document(running, "student", "handout", format="docx", theme=quote(theme, safe=""))
        assert page.status == 200
        assert link(page, "/sheet/") == link(plain, "/sheet/")
    tried = document(running, "student", "handout", format="docx", theme="textbook")
    assert link(tried, "/sheet/") != link(plain, "/sheet/")
    large = document(running, "student", "handout", format="docx", profile="large-print")
    assert link(large, "/sheet/") != link(plain, "/sheet/")


def test_other_sites_and_other_names_are_refused(running):
    assert running.ask("/").status == 403
    assert running.ask("/").body.startswith(b"Lembar's preview answers only")
    assert running.ask("", Host="evil.example").status == 421
    assert running.ask("", Host=f"evil.example:{running.port}").status == 421
    assert running.ask("", Origin="https://evil.example").status == 403
    assert running.ask("", Sec_Fetch_Site="cross-site").status == 403
    assert running.ask("events", Sec_Fetch_Site="same-site").status == 403
    assert running.ask("", method="POST").status == 405
    for answer in (
        running.ask(""),
        running.ask("/"),
        running.ask("nothing"),
        running.ask("preview.js"),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers
        assert "server" not in answer.headers


def test_only_this_machine_is_served(running):
    if not sys.platform.startswith("linux"):
        pytest.skip("the table of sockets is read as Linux writes it")
    wanted = f"{running.port:04X}"
    rows = [each.split() for each in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{wanted}")}
    assert listening == {f"0100007F:{wanted}"}
    six = [each.split() for each in Path("/proc/net/tcp6").read_text().splitlines()[1:]]
    assert [row[1] for row in six if row[3] == "0A" and row[1].endswith(f":{wanted}")] == []


def test_a_taken_port_is_told_or_passed_over(running, place):
    root = place / "project"
    asked = ("--lang", "en", "preview", "--no-open", "--port", str(running.port))
    done = subprocess.run(
        command(*asked), cwd=root, capture_output=True, text=True, timeout=LONG, check=False
    )
    assert done.returncode == 2
    assert f"Another program uses port {running.port}." in done.stderr
    with preview(root, place / "another") as other:
        assert other.port != running.port
        assert other.base != running.base
        assert running.ask(other.base).status == 403


def test_it_ends_with_ctrl_c_and_leaves_nothing(place):
    root = project(place / "ending")
    with preview(root, place / "ended") as found:
        # A browser that listens does not hold it up.
        page = document(found, "student", "handout")
        assert found.ask(link(page, "/events")).status == 200
        assert any(found.temporary.iterdir())
        workers = children(found.process.pid)
        assert workers
        assert found.end() == 0
        assert list(found.temporary.glob("lembar-*")) == []
        assert found.process.stderr is not None
        assert found.process.stderr.read() == ""
    deadline = time.monotonic() + LONG
    while any(Path(f"/proc/{each}").exists() for each in workers):
        assert time.monotonic() < deadline, "workers outlive the preview"
        time.sleep(0.05)
    assert not (root / "output").exists()


def children(process: int) -> list[int]:
    task = Path(f"/proc/{process}/task")
    if not task.exists():
        pytest.skip("the table of processes is read as Linux writes it")
    found = (each / "children" for each in task.iterdir())
    return [int(each) for path in found for each in path.read_text().split()]


def test_what_stands_in_output_is_left_alone(running, place):
    output = place / "project/output"
    document(running, "student", "handout")
    assert [each.name for each in output.iterdir()] == ["kept.txt"]


def test_wrong_use_is_told_in_a_sentence(place):
    root = place / "project"
    for arguments, said in (
        (("--theme", "txtbook"), "txtbook"),
        (("nowhere",), "nowhere"),
        (("--school", "none.yaml"), "none.yaml"),
    ):
        done = subprocess.run(
            command("preview", "--no-open", *arguments),
            cwd=root,
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_without_the_extra_it_says_how_to_get_it(place):
    root = place / "project"
    hide = (
        "import sys, importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'uvicorn' else find(name, *more)\n"
        "from lembar.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hide, "--lang", "en", "preview"],
        cwd=root,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )
    assert done.returncode == 2
    assert "needs packages that are not installed: uvicorn." in done.stderr
    assert 'pip install ".[preview]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_other_commands_do_not_load_what_the_preview_needs():
    code = (
        "import sys\nfrom lembar.cli import run\nfrom lembar.messages import Messages\n"
        "run(['preview', '--help'], Messages('en'))\n"
        "print([each for each in ('starlette', 'uvicorn', 'watchfiles', 'pypdfium2', 'weasyprint')"
        " if each in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
