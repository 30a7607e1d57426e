"""Whether every constraint of every member of every input is kept, as the models have it."""
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

import examples
from aws import Aws, Watch, operation_model
from breaking import apply, breakages, rewrite_body
from model import OPERATIONS
from seeded import Seeded
from served import Served

EVERY_OPERATION = [(service, name) for service, names in OPERATIONS.items() for name in names.split()]


class Tampering:
    """A client whose next request is altered after botocore wrote it."""

    def __init__(self, client):
        self._client = client
        self._alter = None
        client.meta.events.register("before-call", self._before_call)

    def send(self, operation, arguments, alter):
        """The error that came, or `None` if the call was accepted."""
        self._alter = alter
        try:
            getattr(self._client, xform_name(operation.name))(**arguments)
        except ClientError as error:
            return error.response
        finally:
            self._alter = None
        return None

    def _before_call(self, params, **_):
        if self._alter:
            self._alter(params)


@pytest.fixture(scope="module")
def inputs(seeded):
    """The good inputs, by service."""
    return {service: make(seeded) for service, make in examples.ALL.items()}


@pytest.fixture(scope="module")
def tampering(aws):
    """A client for each service that lets everything pass."""
    return {service: Tampering(aws.client(service, validating=False)) for service in OPERATIONS}


@pytest.mark.parametrize(("service", "name"), EVERY_OPERATION)
def test_whatever_breaks_the_model_is_refused_by_name(service, name, inputs, tampering):
    """Missing, null, of another type, too short, too long, no value of the enum, not of the pattern."""
    operation = operation_model(service, name)
    unexpected = []
    for breakage in breakages(operation):
        refusal = tampering[service].send(
            operation, inputs[service][name], lambda request: apply(breakage, operation, request)
        )
        unexpected += [f"{breakage}: {text}" for text in faults(breakage, refusal)]
    assert not unexpected, "\n".join(unexpected)


def faults(breakage, refusal):
    """What is wrong with how a breakage was answered."""
    if refusal is None:
        yield "accepted"
        return
    status, message = refusal["ResponseMetadata"]["HTTPStatusCode"], refusal["Error"]["Message"]
    if not 400 <= status < 500:
        yield f"status {status}"
    if breakage.member.lower() not in message.lower():
        yield f"not named in {message!r}"
    if breakage.saying not in message:
        yield f"no {breakage.saying!r} in {message!r}"
    if breakage.sensitive and isinstance(breakage.value, str) and len(breakage.value) > 1 and breakage.value in message:
        yield f"a sensitive value is shown in {message!r}"


def as_it_is(_operation, _request):
    """Nothing is altered: the example itself."""


def with_unknown_members(operation, request):
    """Members that AWS does not know are ignored, at the top and below."""

    def add(document):
        for value in [document, *document.values()]:
            if isinstance(value, dict) and (value is document or not is_map(operation, document, value)):
                value["NotAMember"] = {"Shoe": [42, None]}

    if operation.input_shape.members and has_body(operation):
        rewrite_body(request, add)


def with_nulls(operation, request):
    """A member that is null is not there."""

    def add(document):
        for name, member in operation.input_shape.members.items():
            if "location" not in member.serialization:
                document.setdefault(member.serialization.get("name", name), None)

    if has_body(operation):
        rewrite_body(request, add)


def has_body(operation):
    return any("location" not in member.serialization for member in operation.input_shape.members.values())


def is_map(operation, document, value):
    name = next(name for name, other in document.items() if other is value)
    return operation.input_shape.members[name].type_name == "map"


@pytest.mark.parametrize("alter", [as_it_is, with_unknown_members, with_nulls])
@pytest.mark.parametrize(("service", "name"), EVERY_OPERATION)
def test_a_good_input_is_accepted(service, name, alter):
    """Each in a sandbox of its own, since the operations change what it holds."""
    with Served("--rates", "off") as served:
        aws = Aws(served.url, Watch())
        arguments = examples.ALL[service](Seeded(aws))[name]
        operation = operation_model(service, name)
        tampering = Tampering(aws.client(service, validating=False))
        refusal = tampering.send(operation, arguments, lambda request: alter(operation, request))
        assert refusal is None, refusal["Error"]
