"""Inputs with one thing wrong, made from the models: every constraint of every member, broken once.

A breakage is done to a request that botocore has written, just before it is signed: so that it can also be
something that botocore would never write.
"""
import copy
import dataclasses
import json
import typing
import urllib.parse

from conforms import matches

LEFT_OUT = object()  # in place of a value: the member is not there at all
ANY_ITEM = 0         # in a path: the first item of a list, the first value of a map
UNLIKELY = ["", "!", "ä", " ", "aws:x", "%%%%%%%%%%%%%%"]

# Values that have the pattern of their shape, where the letter x does not.
LIKELY = [
    "x", "xxxxxxxx", "+14155550100", "Abcdefg1", "a@example.com", "d-0123456789", "wsca-0123456789", "111122223333",
]


@dataclasses.dataclass(frozen=True)
class Breakage:
    """What is done to which member, and what the refusal is expected to say."""

    path: tuple
    what: str
    value: typing.Any
    saying: str
    sensitive: bool = False

    @property
    def member(self):
        """The name that the refusal has to mention."""
        return [step for step in self.path if step != ANY_ITEM][-1]

    def __str__(self):
        return f"{'.'.join(map(str, self.path))} {self.what}"


def breakages(operation):
    """Every breakage of an operation's input."""
    for name, member in operation.input_shape.members.items():
        location = member.serialization.get("location", "body")
        required = name in operation.input_shape.metadata.get("required", [])
        if location == "uri":
            yield from _of_values(member, (name,))
        elif location == "querystring":
            yield from _of_absence((name,), required, nullable=False)
            yield from _of_query(member, (name,))
        else:
            yield from _of_absence((name,), required)
            yield from _of_body(member, (name,), [])


def apply(breakage, operation, request):
    """Does the breakage to the request that botocore made."""
    member = operation.input_shape.members[breakage.path[0]]
    location = member.serialization.get("location", "body")
    wire_name = member.serialization.get("name", breakage.path[0])
    if location == "uri":
        request["url"] = _with_label(request["url"], operation.http["requestUri"], wire_name, breakage.value)
    elif location == "querystring":
        request["url"] = _with_query(request["url"], wire_name, breakage)
    else:
        rewrite_body(request, lambda body: _break(operation.input_shape, body, breakage.path, breakage.value))


def rewrite_body(request, change):
    """Lets `change` alter the JSON document of a request."""
    document = json.loads(request["body"]) if request["body"] else {}
    change(document)
    request["body"] = json.dumps(document).encode()
    request["headers"].setdefault("Content-Type", "application/json")


def valid(shape):
    """The least value that a shape allows."""
    kind, constraints = shape.type_name, shape.metadata
    if kind == "structure":
        return {_wire_name(shape, name): valid(shape.members[name]) for name in constraints.get("required", [])}
    if kind == "list":
        return [valid(shape.member) for _ in range(max(1, constraints.get("min", 1)))]
    if kind == "map":
        return {valid(shape.key): valid(shape.value)}
    if kind in ("integer", "long"):
        return constraints.get("min", 1)
    if kind == "boolean":
        return True
    fitting = shape.enum or [text for text in LIKELY if _fits(shape, text)]
    assert fitting, f"no value is known that {shape.name} allows"
    return fitting[0]


def _of_absence(path, required, nullable=True):
    if required:
        yield Breakage(path, "left out", LEFT_OUT, "must not be null")
        if nullable:
            yield Breakage(path, "null", None, "must not be null")


def _of_body(shape, path, above):
    """Breakages of a value in the JSON document, and of all that is in it; recursive shapes once."""
    yield from _of_types(shape, path)
    yield from _of_values(shape, path)
    above = [*above, shape.name]
    if shape.type_name == "structure":
        required = shape.metadata.get("required", [])
        for name, member in shape.members.items():
            if above.count(member.name) < 2:
                step = (*path, _wire_name(shape, name))
                yield from _of_absence(step, name in required)
                yield from _of_body(member, step, above)
    elif shape.type_name == "list":
        yield Breakage((*path, ANY_ITEM), "null", None, "must not be null")
        yield from _of_body(shape.member, (*path, ANY_ITEM), above)
    elif shape.type_name == "map":
        yield Breakage((*path, ANY_ITEM), "null", None, "must not be null")
        yield from _of_keys(shape, path)
        yield from _of_body(shape.value, (*path, ANY_ITEM), above)


def _of_query(shape, path):
    if shape.type_name == "list":
        # A query string cannot tell no items from no list.
        yield from (broken for broken in _of_values(shape, path) if broken.value)
        for broken in _of_values(shape.member, path):
            yield dataclasses.replace(broken, what=f"item {broken.what}", value=[broken.value])
    else:
        yield from _of_values(shape, path)
        if shape.type_name == "integer":
            yield Breakage(path, "not a number", "ten", "")


def _of_keys(shape, path):
    for broken in _of_values(shape.key, path):
        yield dataclasses.replace(broken, what=f"key {broken.what}", value={broken.value: valid(shape.value)})


def _of_types(shape, path):
    """Values of another JSON type."""
    others = {
        "string": [42, {}, ["x"]],
        "integer": ["1", 1.5, 2 ** 31, True],
        "boolean": ["true", 1],
        "structure": [[], "x"],
        "list": [{}, "x"],
        "map": [[], "x"],
    }
    for value in others[shape.type_name]:
        yield Breakage(path, f"of another type: {value!r}", value, "", bool(shape.metadata.get("sensitive")))


def _of_values(shape, path):
    """Values of the right type that break a constraint."""
    constraints = shape.metadata
    sensitive = bool(constraints.get("sensitive"))
    least, most = constraints.get("min"), constraints.get("max")
    if least:
        yield Breakage(path, "too small", _of_size(shape, least - 1), f"greater than or equal to {least}", sensitive)
    if least == 0 and shape.type_name == "integer":
        yield Breakage(path, "too small", -1, "greater than or equal to 0", sensitive)
    if most:
        yield Breakage(path, "too large", _of_size(shape, most + 1), f"less than or equal to {most}", sensitive)
    if shape.type_name != "string":
        return
    if shape.enum:
        yield Breakage(path, "none of the enum", "NONE_OF_THEM", "enum value set", sensitive)
    unlike = [text for text in UNLIKELY if _has_length(shape, text) and not matches(shape, text)]
    if unlike:
        yield Breakage(path, f"not of the pattern: {unlike[0]!r}", unlike[0], "regular expression pattern", sensitive)


def _of_size(shape, size):
    kind = shape.type_name
    if kind == "integer":
        return size
    if kind == "list":
        return [valid(shape.member)] * size
    if kind == "map":
        return {f"{valid(shape.key)}{number}": valid(shape.value) for number in range(size)}
    return (valid(shape) * (size + 1))[:size]


def _has_length(shape, text):
    return shape.metadata.get("min", 0) <= len(text) <= shape.metadata.get("max", len(text))


def _fits(shape, text):
    return _has_length(shape, text) and matches(shape, text)


def _wire_name(shape, name):
    return shape.members[name].serialization.get("name", name)


def _break(shape, document, path, value):
    """Puts `value` at `path`; what is missing on the way there is made from the model."""
    step, rest = path[0], path[1:]
    shape, key = _step(shape, document, step)
    if not rest:
        if value is not LEFT_OUT:
            document[key] = copy.deepcopy(value)
        else:
            document.pop(key, None)
        return
    if isinstance(document, dict) and key not in document:
        document[key] = valid(shape)
    _break(shape, document[key], rest, value)


def _step(shape, document, step):
    """The shape of what is one step down, and its key or index."""
    if shape.type_name == "list":
        if not document:
            document.append(valid(shape.member))
        return shape.member, 0
    if shape.type_name == "map":
        document.update({} if document else valid(shape))
        return shape.value, next(iter(document))
    members = {_wire_name(shape, name): member for name, member in shape.members.items()}
    return members[step], step


def _with_label(url, template, name, value):
    """The URL with another value where the template has the label."""
    parts = urllib.parse.urlsplit(url)
    segments = parts.path.split("/")
    segments[template.split("/").index(f"{{{name}}}")] = urllib.parse.quote(value, safe="")
    return urllib.parse.urlunsplit(parts._replace(path="/".join(segments)))


def _with_query(url, name, breakage):
    """The URL with another value, or other values, in its query string."""
    parts = urllib.parse.urlsplit(url)
    pairs = [pair for pair in urllib.parse.parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    if breakage.value is not LEFT_OUT:
        values = breakage.value if isinstance(breakage.value, list) else [breakage.value]
        pairs += [(name, value) for value in values]
    return urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode(pairs, quote_via=urllib.parse.quote)))
