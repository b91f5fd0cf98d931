"""Plan the documents of one lesson again, while all else of its course is as it was read before."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lembar.content.again import lesson_again
from lembar.content.assets import AssetStore
from lembar.content.names import Names
from lembar.engine.part import part_of
from lembar.engine.prepare import PlannedCourse
from lembar.errors import Problems
from lembar.plan import Profiles, plan, profiles_of


def planned_again(
    planned: PlannedCourse, key: str, root: Path, store: AssetStore, also: Sequence[str] = ()
) -> PlannedCourse | None:
    """Return a planned course with the set of a lesson, read anew, as its only one.

    `root` is where paths are told from, `also` are profiles that the command asks for. None if
    something in the lesson is wrong, or it asks for what the course did not have before: to say
    so, the course is read whole.
    """
    before = next((each for each in planned.sets if each.key == key), None)
    if before is None:
        return None
    problems = Problems()
    path = root / before.sources[0]
    course = lesson_again(planned.course, path, Names(root), store, problems)
    if course is None:
        return None
    usable = {name: each.profile for name, each in planned.looks.items() if name}
    alone = part_of(course, key)
    if not {each.name for each in profiles_of(alone)} <= usable.keys():
        return None
    words = int(planned.theme.tokens.slide["words"])
    profiles = Profiles(usable, "", tuple(also))
    made = plan(alone, planned.words, planned.labels, words, profiles)
    if made.failed or problems.failures:
        return None
    return replace(planned, course=course, sets=made.sets)
