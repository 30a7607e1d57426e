"""What the tests have in common: a sandbox for each module, and clients that look at every answer."""
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(pathlib.Path(__file__).parent), str(ROOT / "tools")]

from aws import Aws, Watch  # noqa: E402
from seeded import Seeded  # noqa: E402
from served import Served  # noqa: E402


@pytest.fixture(scope="session")
def watch():
    """What all clients together have seen."""
    return Watch()


@pytest.fixture(scope="module")
def sandbox():
    """A sandbox that holds the seed when a module's tests begin, and throttles nobody."""
    with Served("--rates", "off") as served:
        yield served


@pytest.fixture(scope="module")
def aws(sandbox, watch):
    """Clients of the module's sandbox."""
    return Aws(sandbox.url, watch)


@pytest.fixture(scope="module")
def seeded(aws):
    """The ids of what the seed holds."""
    return Seeded(aws)


def pytest_collection_modifyitems(items):
    """Whether everything was called can only be said at the end."""
    items.sort(key=lambda item: item.path.name == "test_everything_was_called.py")
