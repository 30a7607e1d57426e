#!/usr/bin/env python3
"""Compares the IAM policies of docs/ with what the simulated AWS was asked for over a whole run of the tests.

usage: policy.py FOLDER

Each file in FOLDER has lines such as `connect:DescribeUser`: what one test made Frontdesk call. The policies have to allow exactly
that, and what AWS demands besides.
"""

import json
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"

# Needs no permission.
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
FREE = {"sts:GetCallerIdentity"}

# SES's rule for incoming mail is changed for each address, with the caller's permissions.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-connect-emailaddress.html, whose resource type
# says what its handlers call (aws cloudformation describe-type --type RESOURCE --type-name AWS::Connect::EmailAddress).
MAIL_RULE = {"ses:DescribeReceiptRule", "ses:UpdateReceiptRule", "iam:PassRole"}

# What a call takes besides the permission of its own name.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_sesv2.html
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_workspaces.html
# https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-deed.html
BESIDE = {
    "connect:ListInstances": {"ds:DescribeDirectories"},
    "connect:DescribeInstance": {"ds:DescribeDirectories"},
    "connect:CreateUser": {"connect:TagResource"},
    "connect:CreateEmailAddress": {
        "connect:TagResource",
        "connect:ListIntegrationAssociations",
        "ses:GetEmailIdentity",
        *MAIL_RULE,
    },
    "connect:DeleteEmailAddress": MAIL_RULE,
    "ses:CreateEmailIdentity": {"ses:TagResource", "ses:ReplicateEmailIdentityDkimSigningKey"},
    "ses:PutEmailIdentityDkimSigningAttributes": {"ses:ReplicateEmailIdentityDkimSigningKey"},
    "workspaces:CreateConnectionAlias": {"workspaces:CreateTags"},
}


def is_reading(action: str) -> bool:
    """Whether a Frontdesk with --read-only calls it, too."""
    return action.split(":")[1].startswith(("Describe", "Get", "List", "Search"))


def allowed(policy: str) -> set[str]:
    """What a policy allows."""
    statements = json.loads((DOCS / policy).read_text())["Statement"]
    return {action for statement in statements for action in statement["Action"]}


def needed(called: set[str]) -> set[str]:
    """What these calls take."""
    return called.union(*(BESIDE.get(action, set()) for action in called))


def differs(policy: str, called: set[str]) -> bool:
    """Says where a policy and calls differ."""
    allows, takes = allowed(policy), needed(called)
    for action in sorted(takes - allows):
        print(f"docs/{policy} does not allow {action}, which Frontdesk or AWS calls")
    for action in sorted(allows - takes):
        print(f"docs/{policy} allows {action}, which no test made Frontdesk call")
    return allows != takes


def main(folder: Path) -> int:
    """Compares both policies."""
    lines = [line for file in folder.iterdir() for line in file.read_text().splitlines()]
    called = {line for line in lines if not line.endswith(":Unknown")} - FREE
    if not called:
        print(f"no calls are noted in {folder}")
        return 1
    wrong = [
        differs("iam-policy.json", called),
        differs("iam-read-policy.json", set(filter(is_reading, called))),
    ]
    if not any(wrong):
        print(f"IAM policies: {len(called)} operations called, all allowed, and nothing else")
    return int(any(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
