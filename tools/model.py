#!/usr/bin/env python3
"""Writes sandbox/model/*.json: what the simulated operations take, as botocore's service models say it.

Usage: tools/model.py [FOLDER]       (with a Python that has the pinned botocore; default folder: sandbox/model)

Only names, places and constraints of inputs, and the errors with their status, are kept. The models are
AWS's own, published under Apache-2.0 with botocore; `make test` compares these files with the pinned version's.
"""
import json
import pathlib
import sys

import botocore
import botocore.loaders

OPERATIONS = {
    "connect": """
        ListInstances DescribeInstance
        ListUsers SearchUsers DescribeUser CreateUser DeleteUser UpdateUserIdentityInfo UpdateUserPhoneConfig
        UpdateUserRoutingProfile UpdateUserSecurityProfiles UpdateUserHierarchy UpdateUserConfig
        ListSecurityProfiles ListRoutingProfiles ListUserHierarchyGroups
        SearchEmailAddresses DescribeEmailAddress CreateEmailAddress UpdateEmailAddressMetadata DeleteEmailAddress
        AssociateEmailAddressAlias DisassociateEmailAddressAlias
        TagResource UntagResource ListTagsForResource""",
    "sesv2": """
        ListEmailIdentities GetEmailIdentity CreateEmailIdentity DeleteEmailIdentity
        PutEmailIdentityDkimAttributes PutEmailIdentityDkimSigningAttributes PutEmailIdentityMailFromAttributes
        PutEmailIdentityFeedbackAttributes PutEmailIdentityConfigurationSetAttributes
        CreateEmailIdentityPolicy GetEmailIdentityPolicies UpdateEmailIdentityPolicy DeleteEmailIdentityPolicy
        TagResource UntagResource ListTagsForResource ListConfigurationSets GetAccount""",
    "workspaces": """
        DescribeConnectionAliases CreateConnectionAlias DeleteConnectionAlias AssociateConnectionAlias
        DisassociateConnectionAlias DescribeConnectionAliasPermissions UpdateConnectionAliasPermission
        DescribeWorkspaceDirectories CreateTags DeleteTags DescribeTags""",
}

# Patterns that the models carry in another notation than all the others.
CORRECTED_PATTERNS = {
    r"/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$/": r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$",
    r"\\+[1-9]\\d{1,14}$": r"\+[1-9]\d{1,14}$",
}


def constraints(shape):
    """The constraints of a shape, its pattern in the common notation."""
    kept = {key: shape[key] for key in ("min", "max", "enum", "sensitive") if key in shape}
    if "pattern" in shape:
        kept["pattern"] = CORRECTED_PATTERNS.get(shape["pattern"], shape["pattern"])
    return kept


def trimmed_member(member):
    return {key: member[key] for key in ("shape", "location", "locationName") if key in member}


def trimmed(shape):
    kept = {"type": shape["type"], **constraints(shape)}
    if shape["type"] == "structure":
        kept["members"] = {name: trimmed_member(member) for name, member in shape["members"].items()}
        if shape.get("required"):
            kept["required"] = shape["required"]
    for part in ("member", "key", "value"):
        if part in shape:
            kept[part] = shape[part]["shape"]
    return kept


def reachable(shapes, name, found):
    if name in found:
        return
    found[name] = trimmed(shapes[name])
    for part in list(shapes[name].get("members", {}).values()) + [shapes[name].get(p) for p in ("member", "key", "value")]:
        if part:
            reachable(shapes, part["shape"], found)


def status(shapes, error):
    declared = shapes[error].get("error", {}).get("httpStatusCode")
    return declared or (500 if shapes[error].get("fault") else 400)


def service_model(service):
    model = botocore.loaders.Loader().load_service_model(service, "service-2")
    operations, shapes, errors = {}, {}, {}
    for name in OPERATIONS[service].split():
        operation = model["operations"][name]
        declared = [error["shape"] for error in operation.get("errors", [])]
        operations[name] = {
            "method": operation["http"]["method"],
            "uri": operation["http"]["requestUri"],
            "input": operation["input"]["shape"],
            "hasOutput": "output" in operation,
            "errors": declared,
        }
        reachable(model["shapes"], operation["input"]["shape"], shapes)
        errors.update({error: status(model["shapes"], error) for error in declared})
    return {
        "source": f"botocore {botocore.__version__}, {service} {model['metadata']['apiVersion']}",
        "operations": operations,
        "errors": dict(sorted(errors.items())),
        "shapes": dict(sorted(shapes.items())),
    }


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "sandbox/model"
    for service in OPERATIONS:
        text = json.dumps(service_model(service), indent=1, ensure_ascii=False)
        (folder / f"{service}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
