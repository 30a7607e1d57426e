"""Whether the models that are compiled into the sandbox are those of the pinned botocore."""
import subprocess
import sys

import pytest

from conftest import ROOT
from model import OPERATIONS


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What tools/model.py writes today."""
    folder = tmp_path_factory.mktemp("model")
    subprocess.run([sys.executable, ROOT / "tools/model.py", folder], check=True)
    return folder


@pytest.mark.parametrize("service", OPERATIONS)
def test_the_model_is_that_of_botocore(service, written):
    committed = ROOT / f"sandbox/model/{service}.json"
    assert committed.read_text() == (written / committed.name).read_text(), "run tools/model.py"
