"""Draws by points hit their sum, or say which sums are near."""

from hypothesis import given
from hypothesis import strategies as st

from lembar.course.assessment import Draw, Use
from lembar.draw import draw
from lembar.draw.sums import nearest_sums, subset
from tests.draw.making import HERE, item, paper, told, unit

_points = st.lists(st.integers(1, 9), max_size=12)


def sums_of(points: list[int]) -> set[int]:
    found = {0}
    for each in points:
        found |= {each + other for other in found}
    return found


@given(_points, st.integers(1, 60))
def test_a_subset_makes_the_sum_whenever_one_does(points, wanted):
    places = subset(points, wanted)
    possible = sums_of(points)
    assert (places is not None) == (wanted in possible)
    if places is not None:
        assert sum(points[at] for at in places) == wanted
        assert list(places) == sorted(set(places))
    else:
        lower = max((each for each in possible if 0 < each < wanted), default=None)
        upper = min((each for each in possible if each > wanted), default=None)
        near = [each for each in (lower, upper) if each is not None]
        assert list(nearest_sums(points, wanted)) == near


def test_a_draw_by_points_hits_its_sum():
    bank = unit(*(item(f"q{n}", points=1 + n % 4) for n in range(20)))
    drawn = draw(paper(Draw(None, HERE, sum=17), Draw(None, HERE, sum=9)), bank)
    assert drawn.forms[0].points == 26
    keys = [placed.item.key for placed in drawn.forms[0].items()]
    assert len(keys) == len(set(keys))


def test_what_does_not_fit_changes_no_choice_and_what_fits_few():
    bank = [item(f"q{n}", points=1 + n % 4, objective="T1") for n in range(20)]
    asked = paper(Draw(None, HERE, objective="T1", sum=25))

    def chosen(*more):
        return {p.item.key for p in draw(asked, unit(*bank, *more)).forms[0].items()}

    before = chosen()
    assert chosen(item("other", objective="T2")) == before
    left = [len(before - chosen(item(f"new{n}", objective="T1", points=2))) for n in range(40)]
    assert max(left) <= 4
    assert sum(left) / len(left) <= 2


def test_a_sum_that_can_not_be_made_names_the_nearest():
    bank = unit(*(item(f"q{n}", points=3) for n in range(4)))
    asked = paper(Use("bank/q1", HERE), Draw(None, HERE, sum=7, type="choice"))
    ((code, values),) = told(asked, bank)
    assert code == "draw-no-sum"
    assert values == {
        "asked": "draw-points: 7, type: choice",
        "found": "3",
        "near": "6, 9",
        "wanted": "7",
    }
    ((_, none),) = told(paper(Draw(None, HERE, sum=2, level="C6")), bank)
    assert (none["found"], none["near"]) == ("0", "0")


def test_points_that_the_paper_sets_are_those_that_are_added():
    bank = unit(*(item(f"q{n}", points=5) for n in range(6)))
    drawn = draw(paper(Draw(None, HERE, points=2, sum=8)), bank)
    assert [placed.points for placed in drawn.forms[0].items()] == [2, 2, 2, 2]
