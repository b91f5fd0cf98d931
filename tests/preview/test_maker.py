"""What is made after a change: what is looked at, first and at once; the rest of its set later."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lembar.engine.bench import Bench
from lembar.engine.cache import Cache
from lembar.engine.jobs import Job, PaperJob
from lembar.engine.memory import Memory
from lembar.engine.project import find_project
from lembar.engine.workers import Order
from lembar.preview.choices import Choice, Trial, settle
from lembar.preview.maker import Maker
from lembar.preview.state import State, View
from tests.engine.small import project

LESSON, OTHER = "water/cycle/01-puddle", "water/cycle/02-cloud"
PLAIN = Trial()


class Hands:
    """Do jobs at once, in this process, and remember which."""

    def __init__(self) -> None:
        self.done: list[Job] = []

    def put(self, order: Order) -> None:
        self.done.append(order.job)
        order.future.set_result(Bench(order.themes.__getitem__, order.assets).do(order.job))

    def taken(self) -> list[str]:
        """Return the files that were made since this was asked last."""
        jobs = [each for each in self.done if isinstance(each, PaperJob)]
        self.done.clear()
        return [path.rpartition("/")[2] for each in jobs for _, path in each.paths]


class Watched:
    """Hold a project with its maker, and what a browser would have seen."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root, self.state, self.hands = root, State(), Hands()
        memory = Memory(Cache(cache), "machinery")
        self.maker = Maker(find_project((), root), self.state, self.hands, memory)

    def path(self, name: str) -> Path:
        return self.root / "content/water/cycle" / name

    def change(self, name: str, old: str, new: str) -> Path:
        path = self.path(name)
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return path

    def choice(self, key: str = LESSON, trial: Trial = PLAIN, **wanted: str) -> Choice:
        self.maker.courses(trial)
        course = self.state.course(trial, self.root / "content/water")
        assert course is not None
        found = settle(course.sets[key], {"format": "docx", **wanted}, trial)
        assert found is not None
        return found.choice

    def seen(self, choice: Choice) -> View:
        self.maker.view(choice)
        found = self.state.view(choice)
        assert found is not None
        return found

    def codes(self, trial: Trial = PLAIN) -> list[str]:
        courses = self.state.courses(trial)
        return [p.code for each in courses for p in each.problems if p.severity == "error"]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    return Watched(project(tmp_path / "project"), tmp_path / "cache")


def text(view: View) -> str:
    assert view.content is not None
    return view.content.decode()


def test_a_word_file_is_seen_as_the_page_of_its_sheet(watched):
    view = watched.seen(watched.choice())
    assert view.kind == "html"
    assert "The sun warms the" in text(view)
    assert watched.hands.taken() == ["01-puddle-handout.html"]
    name, content = watched.maker.file(watched.choice())
    assert name == "01-puddle-handout.docx"
    assert content.startswith(b"PK")


def test_markdown_is_seen_as_it_is_and_workbooks_are_not(watched):
    assert "puddle" in text(watched.seen(watched.choice(document="summary", format="md")))
    test = "water/cycle/assessments/test"
    wanted = {"edition": "teacher", "document": "score-sheet", "format": "xlsx"}
    view = watched.seen(watched.choice(test, **wanted))
    assert (view.content, view.kind, view.problems) == (None, "", ())


def test_nothing_is_made_twice(watched):
    watched.seen(watched.choice())
    watched.hands.taken()
    watched.seen(watched.choice())
    path = watched.change("02-cloud.md", "drops", "drops of water")
    with watched.state.listening(PLAIN, watched.choice(), lambda: None):
        watched.maker.changed({path})
    assert watched.hands.taken() == []


def test_only_what_is_looked_at_is_made_after_a_change(watched):
    choice = watched.choice()
    watched.seen(choice)
    watched.seen(watched.choice(OTHER))
    watched.hands.taken()
    path = watched.change("01-puddle.md", "warms", "heats")
    with watched.state.listening(PLAIN, choice, lambda: None):
        watched.maker.changed({path})
    assert watched.hands.taken() == ["01-puddle-handout.html"]
    view = watched.state.view(choice)
    assert "The sun heats the" in text(view)
    assert view.current


def test_what_is_looked_at_is_told_before_the_course_is_read(watched):
    choice = watched.choice()
    before = watched.seen(choice)
    course = watched.state.course(PLAIN, watched.root / "content/water")
    steps: list[tuple[bool, bool]] = []

    def hear() -> None:
        now = watched.state.course(PLAIN, course.folder)
        steps.append((watched.state.view(choice).name != before.name, now is not course))

    path = watched.change("questions/water.yaml", "freezes", "is frozen")
    path = watched.change("01-puddle.md", "warms", "heats")
    with watched.state.listening(PLAIN, choice, hear):
        watched.maker.changed({path})
    assert (True, False) in steps
    assert steps[-1] == (True, True)


def test_the_rest_of_a_changed_set_is_made_when_there_is_time(watched):
    choice = watched.choice()
    watched.seen(choice)
    path = watched.change("01-puddle.md", "warms", "heats")
    with watched.state.listening(PLAIN, choice, lambda: None):
        watched.maker.changed({path})
    watched.hands.taken()
    while work := watched.maker.next_ahead():
        work()
    made = watched.hands.taken()
    assert {each for each in made if "cloud" in each} == set()
    assert "01-puddle-handout.docx" in made
    assert "TEACHER-01-puddle-handout.docx" in made


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("01-puddle.md", "::: key-point", "::: no-such-block", "unknown-block"),
        ("01-puddle.md", "title: A puddle", "title: [", "yaml-sign-first"),
        ("unit.yaml", "title: Water", "title: [", "yaml-syntax"),
        ("../course.yaml", "title:", "titel:", "missing-key"),
        ("../course.yaml", "language: en", "language: [", "yaml-sign-first"),
    ],
)
def test_a_mistake_is_told_what_was_stays_and_all_is_well_again(watched, name, old, new, code):
    choice = watched.choice()
    before = watched.seen(choice)
    with watched.state.listening(PLAIN, choice, lambda: None):
        watched.maker.changed({watched.change(name, old, new)})
        now = watched.state.view(choice)
        assert code in watched.codes()
        assert now.content == before.content
        assert not now.current
        watched.maker.changed({watched.change(name, new, old)})
        assert watched.codes() == []
        assert watched.state.view(choice).current


def test_a_broken_course_stays_on_the_list_and_in_its_order(watched):
    watched.seen(watched.choice())
    folder = watched.root / "content/water"
    before = list(watched.state.course(PLAIN, folder).sets)
    with watched.state.listening(PLAIN, None, lambda: None):
        watched.maker.changed({watched.change("01-puddle.md", "title: A puddle", "title: [")})
        now = watched.state.course(PLAIN, folder)
        assert list(now.sets) == before
        assert now.failed == {LESSON}
        watched.maker.changed({watched.change("../course.yaml", "title:", "titel:")})
        now = watched.state.course(PLAIN, folder)
        assert list(now.sets) == before
        assert now.broken
        assert now.title == "The Water Cycle"


def test_a_theme_on_trial_changes_what_is_seen_with_it_alone(watched):
    plain, trial = watched.choice(), Trial(theme="textbook")
    tried = watched.choice(trial=trial)
    assert text(watched.seen(plain)) != text(watched.seen(tried))
    assert "Fira Sans" in text(watched.seen(tried))
    assert "Fira Sans" not in text(watched.seen(plain))


def test_a_template_with_a_mistake_is_told_with_its_line(watched):
    choice = watched.choice("water/cycle/assessments/sheet")
    before = watched.seen(choice)
    template = watched.root / "templates/own/parts/identity.html.j2"
    mended = template.read_text("utf-8")
    template.write_text(mended + "{% block identity %}{{ nothing.here }}{% endblock %}\n", "utf-8")
    with watched.state.listening(PLAIN, choice, lambda: None):
        watched.maker.changed({template})
        told = [*watched.state.view(choice).problems]
        told += [p for each in watched.state.courses(PLAIN) for p in each.problems]
        places = {each.place.file for each in told if each.place and each.severity == "error"}
        assert "templates/own/parts/identity.html.j2" in places
        assert watched.state.view(choice).content == before.content
        template.write_text(mended, "utf-8")
        watched.maker.changed({template})
        assert watched.state.view(choice).current
        assert watched.state.view(choice).problems == before.problems


def test_a_second_save_goes_first(watched):
    choice = watched.choice()
    watched.seen(choice)
    watched.maker.hurried = lambda: True
    with watched.state.listening(PLAIN, choice, lambda: None):
        course = watched.state.course(PLAIN, watched.root / "content/water")
        watched.maker.changed({watched.change("01-puddle.md", "warms", "heats")})
        assert watched.state.course(PLAIN, course.folder) is course
        watched.maker.hurried = lambda: False
        watched.maker.changed({watched.change("02-cloud.md", "drops", "drips")})
    now = watched.state.course(PLAIN, course.folder)
    assert now is not course
    assert "The sun heats the" in text(watched.state.view(choice))


def test_what_no_one_looks_at_is_read_when_someone_does(watched):
    choice = watched.choice()
    watched.seen(choice)
    watched.maker.changed({watched.change("01-puddle.md", "warms", "heats")})
    assert watched.state.courses(PLAIN) == []
    assert "The sun heats the" in text(watched.seen(choice))


def test_what_someone_looks_at_meanwhile_is_not_forgotten(watched, monkeypatch):
    watched.seen(watched.choice())
    path = watched.change("01-puddle.md", "warms", "heats")
    folder = watched.root / "content/water"
    asked = State.looked_at

    def before_a_page_is_opened(state: State) -> list[tuple[Trial, Choice | None]]:
        found = asked(state)
        looking.enter_context(state.listening(PLAIN, None, lambda: None))
        return found

    with ExitStack() as looking:
        monkeypatch.setattr(State, "looked_at", before_a_page_is_opened)
        watched.maker.changed({path})
        course = watched.state.course(PLAIN, folder)
        assert course is not None
        assert course.reading == 2


def test_a_fault_of_ours_is_told_and_ends_nothing(watched, monkeypatch):
    choice = watched.choice()
    before = watched.seen(choice)

    def broken(*_: object) -> None:
        raise RuntimeError("no one thought of this")

    with watched.state.listening(PLAIN, choice, lambda: None):
        monkeypatch.setattr("lembar.preview.maker.prepare", broken)
        watched.maker.changed({watched.path("unit.yaml")})
        assert watched.codes() == ["preview-fails"]
        assert watched.state.view(choice).content == before.content
        monkeypatch.undo()
        watched.maker.changed({watched.path("unit.yaml")})
        assert watched.codes() == []
