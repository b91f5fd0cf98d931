"""Which machines make the same bytes, and how it is told of those that do not."""

from dataclasses import replace

import pytest

from lembar.cluster.machine import Machine, first_unlike, this_machine, unlike
from lembar.messages import Messages

HERE = Machine("1.0", "d", ("pango-1.2", "weasyprint-70.0.dist-info"))
AT = "tcp://10.0.0.5:4711"


def test_this_machine_is_like_itself() -> None:
    assert unlike(AT, this_machine(), this_machine()) is None


@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        (
            replace(HERE, version="0.9", digest="x"),
            f"{AT} has Lembar 0.9, this machine 1.0.",
        ),
        (
            replace(HERE, digest="x"),
            f"{AT} has another Lembar than this machine, of the same version: "
            "files of the program differ.",
        ),
        (
            replace(HERE, digest="x", surroundings=("pango-1.2", "weasyprint-69.0.dist-info")),
            f"{AT} would not make the same files as this machine. "
            "Only there: weasyprint-69.0. Only here: weasyprint-70.0.",
        ),
        (
            replace(HERE, digest="x", surroundings=(*HERE.surroundings, *"abcde")),
            f"{AT} would not make the same files as this machine. "
            "Only there: a, b, c, … 2. Only here: –.",
        ),
    ],
)
def test_what_is_different_is_named(there: Machine, sentence: str) -> None:
    found = unlike(AT, there, HERE)
    assert found is not None
    assert Messages("en").sentence(found) == sentence
    assert Messages("en").hint(found)
    assert AT in Messages("id").line(found)


def test_the_first_worker_by_its_address_is_told() -> None:
    other = replace(HERE, digest="x")
    assert first_unlike({"b": HERE, "a": HERE}, HERE) is None
    found = first_unlike({"b": other, "a": other, "c": HERE}, HERE)
    assert found is not None
    assert dict(found.values)["worker"] == "a"


def test_a_worker_without_lembar_is_told() -> None:
    found = first_unlike({AT: ModuleNotFoundError("No module named 'lembar'")}, HERE)
    assert found is not None
    assert Messages("en").sentence(found) == (
        f"{AT} can't do Lembar's work: ModuleNotFoundError: No module named 'lembar'"
    )
