"""Workers: jobs travel whole, the dead are replaced, and nothing is left behind."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from lembar.content.loader import Options
from lembar.course.theme import Layer, Theme
from lembar.engine import workers as module
from lembar.engine.bench import Bench
from lembar.engine.crew import Crew, Stops
from lembar.engine.jobs import Done, Job, Look, PaperJob, Result, weight_of
from lembar.engine.limits import Limits, limits_of
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import find_project
from lembar.engine.starters import Wish, begin
from lembar.engine.wire import ClosedError, packed, unpacked
from lembar.engine.workers import Order, Workers, _Orders
from lembar.errors import Place, problem
from lembar.writers import Written
from tests.built import ROOT, build_here
from tests.engine.stopped import busy

QUICK = ("html", "md", "docx", "xlsx")
ENDLESS = (
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
    "{% endfor %}{% endfor %}{% endfor %}"
)
BUILD = """\
from lembar.cli import main
main(["build", "--theme", "slow", "--format", "docx", "--format", "pdf"])
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    root = tmp_path_factory.mktemp("course")
    begin(Wish("course", "c", None, root, "en"))
    return prepare(find_project((), root), Options())


@pytest.fixture
def one() -> Iterator[Workers]:
    made = Workers(1, Limits())
    yield made
    made.close()


@pytest.fixture
def two() -> Iterator[Workers]:
    made = Workers(2, Limits())
    yield made
    made.close()


def jobs(crew: Crew, prepared: Prepared, formats: tuple[str, ...] = QUICK) -> list[PaperJob]:
    (course,) = prepared.courses
    look = crew.look(course.theme, course.words.language)
    return [
        PaperJob(look, each, sets.sources[0], tuple(p for p in each.paths if p[0] in formats))
        for sets in course.sets
        for each in sets.documents
    ]


def theme_with(prepared: Prepared, **files: str) -> Theme:
    theme = prepared.courses[0].theme
    named = {name.replace("_", "/", 1) + ".html.j2": text for name, text in files.items()}
    own = Layer("own", named, {path: f"templates/own/{path}" for path in named})
    return theme.with_layers((own, *theme.layers))


def orders(prepared: Prepared, theme: Theme, assets: Any = None) -> list[Order]:
    """Return an order for each document, without a file to be written."""
    course = prepared.courses[0]
    look = Look(sha256(pickle.dumps(theme)).hexdigest(), course.words.language)
    store = prepared.store if assets is None else assets
    return [
        Order(PaperJob(look, each, "c/x.md", ()), {look.theme: theme}, store, Future(), Stops())
        for sets in course.sets
        for each in sets.documents
        if each.template
    ]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z" if _LINUX else True


_LINUX = sys.platform == "linux"


def test_what_workers_make_is_what_is_made_here(prepared: Prepared, two: Workers) -> None:
    crew = Crew(two, prepared.store)
    given = [crew.give(each) for each in jobs(crew, prepared)]
    theme = prepared.courses[0].theme
    here = Bench(lambda key: theme, prepared.store)
    for each in given:
        travelled: Job = pickle.loads(pickle.dumps(each.job, 5))
        assert crew.take(each) == here.do(each.job) == here.do(travelled)
    assert len(two.processes) == 2


def test_a_job_in_parts_makes_what_it_makes_whole(prepared: Prepared, two: Workers) -> None:
    crew = Crew(two, prepared.store)
    asked = jobs(crew, prepared, ("pdf", "docx", "pptx", "html", "md"))
    whole, parted = [list(map(crew.plan, asked)) for _ in range(2)]
    crew.begin(whole)
    crew.begin(parted, in_parts=True)
    assert any(len(each.parts) > 1 for each in parted)
    assert list(map(crew.take, whole)) == list(map(crew.take, parted))


def test_the_longest_is_done_first_and_else_what_came_first(prepared: Prepared) -> None:
    crew = Crew(Nobody(), prepared.store)
    asked = jobs(crew, prepared, ("pdf", "docx", "md"))
    waiting = _Orders()
    for number, job in enumerate(asked):
        waiting.put(Order(job, {}, {}, Future(), Stops(), number))
    done = [order for _ in asked if (order := waiting.get())]
    weights = [weight_of(each.job) for each in done]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) > 1
    for _, alike in groupby(done, lambda each: weight_of(each.job)):
        numbers = [each.number for each in alike]
        assert numbers == sorted(numbers)


def test_what_comes_before_a_job_that_was_stopped_is_not_held(prepared: Prepared) -> None:
    job, other = orders(prepared, prepared.courses[0].theme)[:2]
    stops = Stops()
    stops.add(job.job, 5)
    assert [stops.hold(job.job, number) for number in (4, 5, 6)] == [False, False, True]
    stops.add(job.job, 3)
    assert stops.hold(job.job, 4)
    assert not stops.hold(other.job, 2)


class Nobody:
    def put(self, order: Order) -> None:
        raise AssertionError("no job is given away")


def test_a_result_comes_back_as_it_was() -> None:
    told = problem("a", Place("f", 2, 3), "h", "warning", name="{x}\n")
    result = Result(
        (
            Done("a/b.md", Written(b"\n1", 3, (told,))),
            Done("a/c.pdf", Written(b"%PDF", 1, (), b"\x89PNG\n")),
            Done("c", None, (told,)),
            Done("d", Written(b"")),
        ),
        (replace(told, place=None, hint=None, during="handout"),),
        True,
    )
    again = unpacked(b"".join(packed(result)))
    assert again == result
    assert again.problems[0].during == "handout"


@pytest.mark.parametrize("frame", [b"", b"\x80\x05.", b"{}\n", b'{"files": 1}\n', b"[]\n"])
def test_what_is_no_result_is_not_taken(frame: bytes) -> None:
    with pytest.raises(ClosedError):
        unpacked(frame)


def test_a_worker_that_was_killed_is_replaced_and_its_job_done(
    prepared: Prepared, one: Workers
) -> None:
    first, second, *_ = orders(prepared, prepared.courses[0].theme)
    one.put(first)
    assert first.future.result().problems == ()
    (process,) = one.processes
    os.kill(process, signal.SIGKILL)
    one.put(second)
    assert second.future.result().problems == ()
    assert one.processes != [process]


def test_a_worker_that_held_much_memory_is_replaced(
    prepared: Prepared, one: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_HEAVY", 0.001)
    for order in orders(prepared, prepared.courses[0].theme)[:2]:
        one.put(order)
        assert order.future.result().problems == ()
    (figures,) = one.figures
    assert (figures.jobs, figures.processes) == (2, 2)
    assert figures.memory > 10_000_000
    assert figures.seconds > 0


class Deadly(dict[str, bytes]):
    """Kill whoever asks for an asset."""

    def __init__(self, two: Workers) -> None:
        self.two = two
        self.asked = 0

    def get(self, name: str, default: Any = None) -> Any:
        self.asked += 1
        for process in self.two.processes:
            os.kill(process, signal.SIGKILL)
        return default


def test_a_job_whose_worker_dies_twice_is_told(prepared: Prepared, two: Workers) -> None:
    theme, assets = prepared.courses[0].theme, Deadly(two)
    order = next(o for o in orders(prepared, theme, assets) if "pptx" in dict(o.job.document.paths))  # type: ignore[union-attr]
    two.put(replace(order, job=replace(order.job, paths=(("html", "a.html"),))))  # type: ignore[arg-type]
    result = order.future.result()
    assert [each.code for each in result.problems] == ["worker-died"]
    assert dict(result.problems[0].values) == {"ended": "SIGKILL"}
    assert result.problems[0].during.startswith("summary (student) “")
    assert assets.asked == 2
    after = orders(prepared, theme)[0]
    two.put(after)
    assert after.future.result().problems == ()


def test_a_job_that_no_pickle_takes_is_an_error_and_no_endless_wait(
    prepared: Prepared, two: Workers
) -> None:
    order = orders(prepared, prepared.courses[0].theme)[0]
    document = replace(order.job.document, view=lambda: None)  # type: ignore[union-attr]
    two.put(replace(order, job=replace(order.job, document=document)))  # type: ignore[arg-type]
    with pytest.raises((AttributeError, pickle.PicklingError)):
        order.future.result()


def test_all_that_was_asked_comes_in_the_order_in_which_it_was_asked(
    prepared: Prepared, two: Workers
) -> None:
    """A template that must be stopped stops the same documents with one worker and with two."""
    theme = theme_with(prepared, documents_handout=f"<article>\n{ENDLESS}</article>")
    one = Workers(1, limits := replace(Limits(), render=0.2))
    many = Workers(2, limits)
    try:
        seen = []
        for pool in (one, many):
            course = replace(prepared.courses[0], theme=theme)
            crew = Crew(pool, prepared.store)
            given = [crew.give(each) for each in jobs(crew, replace(prepared, courses=(course,)))]
            seen.append([crew.take(each) for each in given])
    finally:
        one.close()
        many.close()
    assert seen[0] == seen[1]
    told = [each for result in seen[0] for each in result.problems]
    assert [each.code for each in told] == ["template-too-slow"]
    assert told[0].place == Place("templates/own/documents/handout.html.j2", 2)
    assert any(result.files and not result.stopped for result in seen[0])


def test_nothing_is_left_when_workers_are_closed(prepared: Prepared) -> None:
    made = Workers(2, Limits(), ("docx",))
    given = orders(prepared, prepared.courses[0].theme)
    for order in given:
        made.put(order)
    given[0].future.result()
    processes, folder = made.processes, made._folder
    assert folder.is_dir()
    made.close()
    assert not any(map(alive, processes))
    assert not folder.exists()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_a_build_that_was_interrupted(
    tmp_path: Path, how: signal.Signals
) -> None:
    """Workers end with their command, in the midst of a template without end."""
    begin(Wish("course", "c", None, tmp_path, "en"))
    begin(Wish("theme", "slow", None, tmp_path, "en"))
    template = tmp_path / "templates/slow/documents/handout.html.j2"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text(f"<article>{ENDLESS}</article>", "utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    ran = subprocess.Popen(
        [sys.executable, "-c", BUILD],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(scratch), "LEMBAR_TIME": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        children = wait_for(lambda: busy(ran.pid))
        ran.send_signal(how)
        _, err = ran.communicate()
    finally:
        ran.kill()
    wait_for(lambda: not any(map(alive, children)) or None)
    if how == signal.SIGINT:
        assert ran.returncode == 130
        assert "Traceback" not in err
        assert list(scratch.iterdir()) == []
    else:
        wait_for(lambda: list(scratch.glob("lembar-*/*")) == [] or None)
    assert not (tmp_path / "output").exists()


def wait_for(look: Any) -> Any:
    for _ in range(1200):
        if (found := look()) is not None:
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_the_workers_of_a_process_are_started_anew_after_their_end(tmp_path: Path) -> None:
    begin(Wish("course", "c", None, tmp_path, "en"))
    build_here(tmp_path, tmp_path / "one")
    first = module.shared()
    module.end()
    assert first.processes == []
    build_here(tmp_path, tmp_path / "two")
    assert module.shared() is not first
    made = [
        sorted(p for p in (tmp_path / name).rglob("*") if p.is_file()) for name in ("one", "two")
    ]
    assert [p.read_bytes() for p in made[0]] == [p.read_bytes() for p in made[1]]


def test_limits_are_changed_by_the_environment() -> None:
    usual = Limits()
    assert limits_of({}) == usual
    assert limits_of({"LEMBAR_TIME": "no", "LEMBAR_MEMORY": "-1"}) == usual
    changed = limits_of({"LEMBAR_TIME": "3", "LEMBAR_MEMORY": "512"})
    assert changed.render == usual.render * 3
    assert changed.for_signs(1000, 2) == pytest.approx(usual.for_signs(1000, 2) * 3)
    assert changed.memory == 512 * 1024 * 1024


def test_built_in_themes_may_take_longer(prepared: Prepared) -> None:
    def seconds(theme: Theme) -> list[float]:
        told: list[float] = []
        order = orders(prepared, theme)[0]
        bench = Bench(
            order.themes.__getitem__, prepared.store, Limits(), None, lambda s, _: told.append(s)
        )
        assert not bench.do(order.job).problems
        return told

    built_in = seconds(prepared.courses[0].theme)
    own = seconds(theme_with(prepared, parts_nothing="<p>a</p>"))
    assert built_in == [each * 10 for each in own]
    assert own == [Limits().render]
