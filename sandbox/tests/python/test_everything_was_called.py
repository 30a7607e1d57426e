"""Runs last: whether the walks left anything out. Needs the whole suite."""
from model import OPERATIONS


def test_every_operation_succeeded_at_least_once(watch):
    expected = {(service, name) for service, names in OPERATIONS.items() for name in names.split()}
    missing = sorted(expected - watch.succeeded)
    assert missing == []
