"""Check a publisher's master.pptx: which layouts and places it lacks, with what comes nearest."""

from collections.abc import Iterator

from lembar.checks.themes.look import Look
from lembar.errors import ContentError, Place, Problem, problem


def master(look: Look) -> Iterator[Problem]:
    """Yield what is made from the tokens since a publisher's master lacks it."""
    own = look.theme.master
    if own is None:
        return
    from lembar.writers.pptx.ground import taken

    place = Place(own.file)
    try:
        found = taken(own, look.theme, look.assets, {}, rtl=False)
    except ContentError as error:
        yield from error.problems
        return
    for gap in found.gaps:
        if gap.lacks:
            yield problem(
                "master-lacks",
                place,
                "master-lacks",
                "warning",
                layout=gap.near,
                places=", ".join(gap.lacks),
            )
        else:
            yield problem(
                "master-no-layout",
                place,
                "did-you-mean" if gap.near else "master-no-layout",
                "warning",
                layout=gap.layout,
                nearest=gap.near,
            )
