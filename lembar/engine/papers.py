"""Find the paper that answers belong to: a sitting, or an assessment as it would be drawn now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lembar.course.assessment import Assessment
from lembar.course.correction import drawn_of
from lembar.course.course import Sitting, Unit
from lembar.course.form import Drawn
from lembar.draw import draw
from lembar.engine.prepare import PlannedCourse, Prepared
from lembar.errors import ContentError, Place, Problems, nearest
from lembar.views.paper import revision


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold a paper with its draw, to which the corrections of its sitting were applied."""

    planned: PlannedCourse
    unit: Unit
    slug: str
    sitting: Sitting | None
    drawn: Drawn

    @property
    def revision(self) -> str:
        """Return the four signs in the foot of its sheets."""
        return revision(self.drawn.printed or self.drawn)


def find_paper(
    prepared: Prepared, asked: str, origin: Mapping[str, str], place: Place, problems: Problems
) -> Paper | None:
    """Return the paper of a table, or None after it was reported why there is none.

    `asked` is what the command says, as `unit/test.2026-XI`, or `test@TRZZ` for a paper that was
    not frozen; `origin` is what a score sheet says.
    """
    name, _, signs = (asked or _name(origin)).partition("@")
    own = origin.get("revision", "")
    if signs and own and signs != own:
        # Sheets with other signs have other letters: saying so on the line changes none of them.
        problems.add("answers-of-another", place, "answers-of-another", revision=own, now=signs)
        return None
    signs = signs or own
    if not name:
        problems.add("answers-of-what", place, "answers-of-what")
        return None
    known = dict(_candidates(prepared))
    fitting = [each for each in known if each == name or each.endswith(f"/{name}")]
    if len(fitting) != 1:
        near = nearest(name, known)
        hint = "did-you-mean" if near and not fitting else "known-words" if known else None
        said = ", ".join(fitting or known)
        problems.add("unknown-paper", place, hint, name=name, nearest=near, known=said)
        return None
    return _as_printed(known, fitting[0], signs, place, problems)


def _as_printed(
    known: Mapping[str, tuple[PlannedCourse, Unit, Assessment | Sitting]],
    name: str,
    signs: str,
    place: Place,
    problems: Problems,
) -> Paper | None:
    """Return a paper if its sheets are those that were written on."""
    planned, unit, part = known[name]
    if isinstance(part, Sitting):
        paper = _of_sitting(planned, unit, part, problems)
    else:
        # The sheet may have been made before the draw was frozen.
        for sitting in unit.sittings:
            if signs and sitting.drawn.assessment.slug == part.slug:
                frozen = _of_sitting(planned, unit, sitting, problems)
                if frozen.revision == signs:
                    return frozen
        drawn = _drawn_now(planned, unit, part, problems)
        if drawn is None:
            return None
        paper = Paper(planned, unit, part.slug, None, drawn)
        if not signs:
            now = paper.revision
            problems.add("answers-not-frozen", place, "answers-not-frozen", name=name, revision=now)
            return None
    if signs and signs != paper.revision:
        now = paper.revision
        problems.add("answers-of-another", place, "answers-of-another", revision=signs, now=now)
        return None
    return paper


def _drawn_now(
    planned: PlannedCourse, unit: Unit, part: Assessment, problems: Problems
) -> Drawn | None:
    try:
        return draw(part, unit, planned.labels)
    except ContentError as error:
        problems.extend(error.problems)
        return None


def _of_sitting(planned: PlannedCourse, unit: Unit, sitting: Sitting, problems: Problems) -> Paper:
    slug = sitting.drawn.assessment.slug
    return Paper(planned, unit, slug, sitting, drawn_of(sitting, unit, problems))


def _name(origin: Mapping[str, str]) -> str:
    """Return the name of the paper that a score sheet says it is of."""
    if not all(origin.get(key) for key in ("course", "unit", "assessment")):
        return ""
    sitting = origin.get("sitting")
    whole = "/".join(origin[key] for key in ("course", "unit", "assessment"))
    return f"{whole}.{sitting}" if sitting else whole


def _candidates(
    prepared: Prepared,
) -> Iterator[tuple[str, tuple[PlannedCourse, Unit, Assessment | Sitting]]]:
    """Yield all papers by name: course/unit/assessment, and with .sitting where it is frozen."""
    for planned in prepared.courses:
        for unit in planned.course.units:
            folder = f"{planned.course.slug}/{unit.slug}"
            for part in unit.assessments:
                yield f"{folder}/{part.slug}", (planned, unit, part)
            for each in unit.sittings:
                name = f"{each.drawn.assessment.slug}.{each.name}"
                yield f"{folder}/{name}", (planned, unit, each)
