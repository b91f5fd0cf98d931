"""Items and their versions."""

from dataclasses import replace

from lembar.course.item import Group, Item, every_version
from lembar.errors import Place

HERE = Place("q.yaml")


def test_every_version_is_found_once_in_a_group_as_well():
    plain = Item("q/a", None, "short", (), (), 1, HERE)
    versions = tuple(replace(plain, key="q/b", points=n) for n in (1, 2, 3))
    many = replace(versions[0], versions=versions)
    group = Group("q/g", None, (), (plain, many), HERE)
    assert list(every_version(many)) == list(versions)
    assert list(every_version(group)) == [plain, *versions]
    whole = replace(group, versions=(group, replace(group, items=(plain, plain))))
    assert list(every_version(whole)) == [plain, *versions, plain, plain]
