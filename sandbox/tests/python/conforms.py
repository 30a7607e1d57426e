"""Whether an answer, as it came over the wire, is what botocore's model of the service says.

botocore's own parser is lenient: it drops members that it does not know, and checks no constraint. So the
bytes are read here once more, and held against the output shape of the operation or the shape of its error.
"""
import json
import uuid
import xml.etree.ElementTree as ElementTree

import regex

from model import CORRECTED_PATTERNS

# The models' minimum sizes of these are of requests. AWS answers them empty: a user without tags, an account
# without connection aliases, an alias that nothing is associated with or that is shared with nobody.
MAY_BE_EMPTY = {"TagMap", "ConnectionAliasList", "ConnectionAliasAssociationList", "ConnectionAliasPermissions"}

# What a service can answer to any call, whether or not the operation declares it, with its statuses: the
# protocol's own errors, and those that AWS's API references list as "Common Errors".
COMMON_ERRORS = {
    "AccessDeniedException": {400, 403},
    "IncompleteSignatureException": {400},
    "InternalServerException": {500},
    "InvalidSignatureException": {403},
    "MissingAuthenticationTokenException": {403},
    "SerializationException": {400},
    "ThrottlingException": {400, 429},
    "TooManyRequestsException": {429},
    "UnknownOperationException": {400, 404},
    "UnsupportedMediaTypeException": {415},
    "ValidationException": {400},
}

BITS = {"integer": 31, "long": 63}


def answer_faults(operation, status, headers, body):
    """Everything that is wrong with an answer to `operation`, one text each."""
    faults = list(_request_id_faults(headers))
    if operation.service_model.resolved_protocol == "query":
        return faults + list(_xml_faults(operation, status, body))
    if status == 200:
        return faults + list(_output_faults(operation, headers, body))
    return faults + list(_error_faults(operation, status, headers, body))


def value_faults(shape, value, path):
    """Everything that is wrong with a JSON value that should have `shape`."""
    if not _has_type(shape, value):
        yield f"{path} is not a {shape.type_name}: {value!r}"
        return
    yield from _constraint_faults(shape, value, path)
    if shape.type_name == "structure":
        yield from _member_faults(shape, value, path)
    elif shape.type_name == "list":
        for index, item in enumerate(value):
            yield from value_faults(shape.member, item, f"{path}[{index}]")
    elif shape.type_name == "map":
        for key, item in value.items():
            yield from value_faults(shape.key, key, f"{path} key")
            yield from value_faults(shape.value, item, f"{path}[{key!r}]")


def matches(shape, text):
    """Whether all of `text` has the pattern of its shape."""
    pattern = shape.metadata.get("pattern")
    return pattern is None or regex.fullmatch(CORRECTED_PATTERNS.get(pattern, pattern), text) is not None


def error_status(shape):
    """The HTTP status that an error's model gives it; the JSON protocol's models give none."""
    declared = shape.metadata.get("error", {}).get("httpStatusCode")
    return declared or (500 if shape.metadata.get("fault") else 400)


def _request_id_faults(headers):
    try:
        uuid.UUID(headers.get("x-amzn-RequestId", ""))
    except ValueError:
        yield f"x-amzn-RequestId is not an id: {headers.get('x-amzn-RequestId')!r}"


def _output_faults(operation, headers, body):
    if operation.output_shape is None:
        if body:
            yield f"has no output, but this body: {body!r}"
        return
    yield from _content_type_faults(operation, headers)
    yield from value_faults(operation.output_shape, json.loads(body), operation.name)


def _error_faults(operation, status, headers, body):
    yield from _content_type_faults(operation, headers)
    document = json.loads(body)
    if operation.service_model.resolved_protocol == "json":
        code = document.pop("__type", None)
    else:
        code = headers.get("x-amzn-ErrorType")
    shape = {error.name: error for error in operation.error_shapes}.get(code)
    statuses = {error_status(shape)} if shape else COMMON_ERRORS.get(code)
    if statuses is None:
        yield f"{operation.name} does not declare the error {code!r}"
    elif status not in statuses:
        yield f"{code} has the status {status}, not one of {statuses}"
    spelling = "Message" if operation.service_model.service_name == "connect" else "message"
    message = document.pop(spelling, None)
    if not isinstance(message, str) or not message.strip():
        yield f"{code} has no {spelling}: {body!r}"
    for member in document:
        if shape is None or member not in shape.members:
            yield f"{code} has a member that its model does not know: {member}"


def _content_type_faults(operation, headers):
    is_json = operation.service_model.resolved_protocol == "json"
    expected = "application/x-amz-json-1.1" if is_json else "application/json"
    if headers.get("content-type") != expected:
        yield f"Content-Type is {headers.get('content-type')!r}, not {expected!r}"


def _xml_faults(operation, status, body):
    """Of a flat result, which is all that STS's GetCallerIdentity has."""
    tree = ElementTree.fromstring(body)
    names = {element.tag.rpartition("}")[2]: element for element in tree.iter()}
    if "RequestId" not in names:
        yield f"no RequestId in {body!r}"
    if status == 200:
        result = {element.tag.rpartition("}")[2]: element.text for element in names[f"{operation.name}Result"]}
        yield from value_faults(operation.output_shape, result, operation.name)
    elif not (names["Code"].text and names["Message"].text):
        yield f"an error without code or message: {body!r}"


def _has_type(shape, value):
    kind = shape.type_name
    if kind in BITS:
        limit = 2 ** BITS[kind]
        return type(value) is int and -limit <= value < limit
    if kind in ("float", "double"):
        return type(value) in (int, float)
    if kind == "timestamp":
        return type(value) in (int, float) and shape.serialization.get("timestampFormat") is None
    kinds = {"string": str, "boolean": bool, "list": list, "map": dict, "structure": dict}
    return type(value) is kinds[kind]


def _constraint_faults(shape, value, path):
    constraints = shape.metadata
    measured = {"string": len, "list": len, "map": len, "integer": int, "long": int}.get(shape.type_name)
    if measured is not None:
        size = measured(value)
        least = 0 if size == 0 and shape.name in MAY_BE_EMPTY else constraints.get("min", size)
        if not least <= size <= constraints.get("max", size):
            yield f"{path} is too small or too large ({size}): {value!r}"
    if shape.type_name == "string":
        if shape.enum and value not in shape.enum:
            yield f"{path} is none of the values of {shape.name}: {value!r}"
        if not matches(shape, value):
            yield f"{path} does not look like {constraints['pattern']}: {value!r}"


def _member_faults(shape, value, path):
    names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
    for name in value.keys() - names.keys():
        yield f"{path} has a member that {shape.name} does not know: {name}"
    for required in shape.metadata.get("required", []):
        if required not in {names.get(name) for name in value}:
            yield f"{path} lacks {required}"
    for wire_name, item in value.items():
        if wire_name in names:
            yield from value_faults(shape.members[names[wire_name]], item, f"{path}.{wire_name}")
