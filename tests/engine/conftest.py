"""What several tests of the engine begin with."""

import pytest

from .states import States, states


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> States:
    """Return the states of a small project between which builds are disturbed."""
    return states(tmp_path_factory.mktemp("states"))
