"""What holds for all tests: none fails for being slow on a busy machine; a file stays together."""

import os

import pytest
from hypothesis import settings

settings.register_profile("lembar", deadline=None)
settings.load_profile("lembar")
# A machine that stands still for a moment stops no theme; tests of limits set their own.
os.environ.setdefault("LEMBAR_TIME", "10")
# What one test made says nothing about what another makes; tests of the cache have their own.
os.environ["LEMBAR_CACHE"] = "off"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, which makes their fixtures once.

    Those that say so (`xdist_group`) go where there is room.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.location[0]))
