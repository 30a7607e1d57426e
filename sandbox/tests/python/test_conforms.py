"""Whether the checker sees what it is there to see."""
import json

import pytest

from aws import operation_model
from conforms import answer_faults

JSON = {"content-type": "application/json", "x-amzn-RequestId": "5e9f7c6a-0000-4000-8000-000000000000"}
AMZ_JSON = {**JSON, "content-type": "application/x-amz-json-1.1"}
GOOD_USER = {"User": {"Id": "1", "Username": "zoe", "LastModifiedTime": 1.5, "IdentityInfo": {"Mobile": "+14155550142"},
                      "SecurityProfileIds": ["1"], "Tags": {}}}


def faults(service, operation, document, status=200, **headers):
    base = AMZ_JSON if service == "workspaces" else JSON
    body = b"" if document is None else json.dumps(document).encode()
    return answer_faults(operation_model(service, operation), status, {**base, **headers}, body)


def with_user(**members):
    return {"User": {**GOOD_USER["User"], **members}}


def test_good_answers_conform():
    assert faults("connect", "DescribeUser", GOOD_USER) == []
    assert faults("connect", "DeleteUser", None) == []
    assert faults("workspaces", "DescribeConnectionAliases", {"ConnectionAliases": []}) == []
    assert faults("connect", "DescribeUser", {"Message": "no"}, 404,
                  **{"x-amzn-ErrorType": "ResourceNotFoundException"}) == []
    assert faults("workspaces", "DescribeTags", {"__type": "ResourceNotFoundException", "message": "no"}, 400) == []


@pytest.mark.parametrize(("document", "saying"), [
    (with_user(Shoe=42), "Shoe"),
    (with_user(Username=7), "Username is not a string"),
    (with_user(Username=None), "Username is not a string"),
    (with_user(Username="x" * 101), "too large"),
    (with_user(IdentityInfo={"Mobile": "call me"}), "look like"),
    (with_user(SecurityProfileIds=[]), "too small"),
    (with_user(LastModifiedTime="2026-01-31T12:00:00Z"), "timestamp"),
    (with_user(PhoneConfig={"PhoneType": "soft"}), "PhoneType"),
    (with_user(PhoneConfig={"AfterContactWorkTimeLimit": True}), "integer"),
    (with_user(AutoAcceptConfigs=[{"Channel": "VOICE"}]), "lacks AutoAccept"),
    (with_user(Tags={"aws:mine": ""}), "Tags key"),
    (with_user(Tags={"mine": 1}), "['mine']"),
])
def test_what_the_model_does_not_say_is_seen(document, saying):
    [fault] = faults("connect", "DescribeUser", document)
    assert saying in fault


@pytest.mark.parametrize(("arguments", "headers", "saying"), [
    ((None, 200), {"x-amzn-RequestId": "1"}, "RequestId"),
    (({}, 200), {}, "no output"),
    (({"Message": "no"}, 404), {}, "does not declare the error None"),
    (({"Message": "no"}, 404), {"x-amzn-ErrorType": "DuplicateResourceException"}, "does not declare"),
    (({"Message": "no"}, 400), {"x-amzn-ErrorType": "ResourceNotFoundException"}, "status 400"),
    (({"Message": " "}, 404), {"x-amzn-ErrorType": "ResourceNotFoundException"}, "has no Message"),
    (({"Message": "no", "X": 1}, 404), {"x-amzn-ErrorType": "ResourceNotFoundException"}, "does not know: X"),
    (({"Message": "no"}, 404), {"x-amzn-ErrorType": "ResourceNotFoundException", "content-type": "text/plain"},
     "Content-Type"),
])
def test_wrong_answers_around_the_document_are_seen(arguments, headers, saying):
    [fault] = faults("connect", "DeleteUser", *arguments, **headers)
    assert saying in fault
