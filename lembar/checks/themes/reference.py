"""Check a publisher's reference.docx: styles nearly named as ours, pictures that say nothing."""

from collections.abc import Iterator

from lembar.checks.themes.look import Look
from lembar.errors import ContentError, Place, Problem, problem


def reference(look: Look) -> Iterator[Problem]:
    """Yield the styles that are made from the tokens though the reference has one nearly so named.

    One that has none of our styles is a design of its own: then nothing is missing.
    """
    own = look.theme.reference
    if own is None:
        return
    from lembar.writers.docx.publisher import any_of_ours, lacking, reference_of, undescribed

    place = Place(own.file)
    try:
        found = reference_of(look.theme, look.assets)
    except ContentError as error:
        yield from error.problems
        return
    assert found is not None
    if undescribed(found):
        yield problem("reference-alt", place, "reference-alt", "warning")
    lacks = lacking(found)
    others = [lack.name for lack in lacks if not lack.near]
    if others and any_of_ours(found):
        listed = "”, “".join(others)
        yield problem("reference-lacks", place, "", "warning", style=listed)
    for lack in lacks:
        if lack.near:
            yield problem(
                "reference-lacks", place, "did-you-mean", "warning", style=lack.name,
                nearest=lack.near,
            )  # fmt: skip
