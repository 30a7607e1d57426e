"""boto3's clients of a sandbox; every answer that any of them gets is held against the models."""
import contextlib

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from conforms import answer_faults

US, EU, AP = "us-east-1", "eu-west-2", "ap-southeast-2"
ACCOUNT, OTHER_ACCOUNT = "111122223333", "444455556666"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
ACCESS_KEYS = {ACCOUNT: "AKIAIOSFODNN7EXAMPLE", OTHER_ACCOUNT: "AKIAI44QH8DHBEXAMPLE"}

# Which of the two Amazon Connect chooses, where AWS does not say.
INVALID = ("InvalidParameterException", "InvalidRequestException")

# One session, so that every model is read once.
MODELS = botocore.session.Session()
SESSION = boto3.Session(botocore_session=MODELS, region_name=US)
ONCE = {"total_max_attempts": 1, "mode": "standard"}


def operation_model(service, name):
    """What botocore knows of an operation."""
    return MODELS.get_service_model(service).operation_model(name)


class Aws:
    """The clients of one sandbox, by service, Region and account."""

    def __init__(self, url, watch):
        self.url = url
        self._watch = watch
        self._clients = {}
        self._request_ids = set()

    def client(self, service, region=US, account=ACCOUNT, validating=True):
        """A client that tries once; `validating` lets botocore itself refuse what its model forbids."""
        key = (service, region, account, validating)
        if key not in self._clients:
            config = Config(retries=ONCE, parameter_validation=validating, connect_timeout=5, read_timeout=10)
            client = SESSION.client(service, endpoint_url=self.url, region_name=region, config=config,
                                    aws_access_key_id=ACCESS_KEYS[account],
                                    aws_secret_access_key=SECRET)
            self._watch.over(client, self._request_ids)
            self._clients[key] = client
        return self._clients[key]

    def connect(self, region=US):
        return self.client("connect", region)

    def sesv2(self, region=US):
        return self.client("sesv2", region)

    def workspaces(self, region=US, account=ACCOUNT):
        return self.client("workspaces", region, account)


class Watch:
    """Looks at every answer, and remembers which operations succeeded."""

    def __init__(self):
        self.succeeded = set()

    def over(self, client, request_ids):
        """Fails whatever call gets an answer that is not as its model says, or has an id of `request_ids`."""
        service = client.meta.service_model

        def look(event_name, response_dict, **_):
            if response_dict is not None:
                self._look(service.operation_model(event_name.rpartition(".")[2]), response_dict)
                request_id = response_dict["headers"]["x-amzn-RequestId"]
                assert request_id not in request_ids, f"the same request id again: {request_id}"
                request_ids.add(request_id)

        client.meta.events.register("response-received", look)

    def _look(self, operation, response):
        status = response["status_code"]
        faults = answer_faults(operation, status, response["headers"], response["body"])
        assert not faults, f"{operation.name} answered {status}, which does not conform:\n" + "\n".join(faults)
        if status == 200:
            self.succeeded.add((operation.service_model.service_name, operation.name))


@contextlib.contextmanager
def refused(*codes, saying=""):
    """Expects the call inside to be refused with one of these codes and a message that contains `saying`."""
    with pytest.raises(ClientError) as caught:
        yield
    error = caught.value.response["Error"]
    assert error["Code"] in codes, error
    assert saying.lower() in error["Message"].lower(), error


def pages(call, result, token="NextToken", **arguments):
    """The pages of an operation, by its token, to the end."""
    found, seen = [], set()
    while True:
        page = call(**arguments)
        found.append(page[result])
        if token not in page:
            return found
        assert page[token] not in seen, "the same token again"
        seen.add(page[token])
        arguments[token] = page[token]


def all_of(call, result, **arguments):
    """The items of all pages."""
    return [item for page in pages(call, result, **arguments) for item in page]
