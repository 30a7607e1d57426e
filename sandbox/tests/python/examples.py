"""One good input for each operation, which a sandbox that holds just the seed accepts."""
import json

from aws import OTHER_ACCOUNT
from seeded import identity_arn

TAGS = {"team": "orders", "Cost centre": "CC-1042 / +1 @ home"}
TAG_LIST = [{"Key": key, "Value": value} for key, value in TAGS.items()]

CHANNEL_CONFIGS = {
    "AutoAcceptConfigs": [
        {"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": True},
        {"Channel": "CHAT", "AutoAccept": False},
    ],
    "AfterContactWorkConfigs": [
        {
            "Channel": "VOICE",
            "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 30},
            "AgentFirstCallbackAfterContactWorkConfig": {"AfterContactWorkTimeLimit": 60},
        },
        {"Channel": "EMAIL", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 0}},
    ],
    "PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+14155550199"}],
    "PersistentConnectionConfigs": [{"Channel": "VOICE", "PersistentConnection": True}],
    "VoiceEnhancementConfigs": [{"Channel": "VOICE", "VoiceEnhancementMode": "NOISE_SUPPRESSION"}],
}

PHONE_CONFIG = {
    "PhoneType": "DESK_PHONE",
    "AutoAccept": True,
    "AfterContactWorkTimeLimit": 20,
    "DeskPhoneNumber": "+14155550100",
    "PersistentConnection": False,
}

IDENTITY_INFO = {
    "FirstName": "Ada",
    "LastName": "Novak",
    "Email": "ada.novak@example.com",
    "SecondaryEmail": "ada@personal.example",
    "Mobile": "+14155550101",
}


def policy(identity, action="ses:SendEmail"):
    """A sending policy for the other account."""
    statement = {"Effect": "Allow", "Principal": {"AWS": OTHER_ACCOUNT}, "Action": action,
                 "Resource": identity_arn(identity)}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def new_user(seeded, username="ada.novak"):
    """A user of the instance that manages its users itself, with its settings by channel."""
    return {
        "InstanceId": seeded.instance(),
        "Username": username,
        "Password": "Correct-Horse-9",
        "IdentityInfo": IDENTITY_INFO,
        "SecurityProfileIds": [seeded.security_profile("Agent"), seeded.security_profile("Team Lead")],
        "RoutingProfileId": seeded.routing_profiles()[0],
        "HierarchyGroupId": seeded.hierarchy_group("Refunds"),
        "Tags": TAGS,
        **CHANNEL_CONFIGS,
    }


def connect(seeded):
    """Inputs of Amazon Connect's operations."""
    instance = {"InstanceId": seeded.instance()}
    user = {**instance, "UserId": seeded.user("lan.nguyen")}
    address = {**instance, "EmailAddressId": seeded.address("vip@support-us.email.connect.aws")}
    alias = {"AliasConfiguration": {"EmailAddressId": seeded.address("orders@shop.example.com")}}
    primary = {**instance, "EmailAddressId": seeded.address("returns@shop.example.com")}
    its_alias = {"AliasConfiguration": {"EmailAddressId": seeded.address("refunds@shop.example.com")}}
    tagged = {"resourceArn": seeded.user_arn("zoe.akerstrom")}
    by_tag = {"TagFilter": {"TagCondition": {"TagKey": "team", "TagValue": "refunds"}}}
    return {
        "ListInstances": {"MaxResults": 10},
        "DescribeInstance": instance,
        "ListUsers": {**instance, "MaxResults": 10},
        "SearchUsers": {
            **instance,
            "MaxResults": 10,
            "SearchFilter": by_tag,
            "SearchCriteria": {
                "StringCondition": {"FieldName": "Username", "Value": "zoe", "ComparisonType": "STARTS_WITH"},
            },
        },
        "DescribeUser": user,
        "CreateUser": new_user(seeded),
        "DeleteUser": user,
        "UpdateUserIdentityInfo": {**user, "IdentityInfo": IDENTITY_INFO},
        "UpdateUserPhoneConfig": {**user, "PhoneConfig": PHONE_CONFIG},
        "UpdateUserRoutingProfile": {**user, "RoutingProfileId": seeded.routing_profiles()[0]},
        "UpdateUserSecurityProfiles": {**user, "SecurityProfileIds": [seeded.security_profile("Admin")]},
        "UpdateUserHierarchy": {**user, "HierarchyGroupId": seeded.hierarchy_group("Refunds")},
        "UpdateUserConfig": {**user, **CHANNEL_CONFIGS},
        "ListSecurityProfiles": {**instance, "MaxResults": 10},
        "ListRoutingProfiles": {**instance, "MaxResults": 10},
        "ListUserHierarchyGroups": {**instance, "MaxResults": 10},
        "SearchEmailAddresses": {
            **instance,
            "MaxResults": 10,
            "SearchFilter": {"TagFilter": {"TagCondition": {"TagKey": "team", "TagValue": "orders"}}},
            "SearchCriteria": {
                "StringCondition": {"FieldName": "EmailAddress", "Value": "example", "ComparisonType": "CONTAINS"},
            },
        },
        "DescribeEmailAddress": address,
        "CreateEmailAddress": {
            **instance,
            "EmailAddress": "new@shop.example.com",
            "DisplayName": "New",
            "Description": "For a test",
            "Tags": TAGS,
            "ClientToken": "a-token-of-the-caller",
        },
        "UpdateEmailAddressMetadata": {
            **address,
            "DisplayName": "Renamed",
            "Description": "Changed",
            "ClientToken": "another-token-of-the-caller",
        },
        "DeleteEmailAddress": address,
        "AssociateEmailAddressAlias": {**address, **alias},
        "DisassociateEmailAddressAlias": {**primary, **its_alias},
        "TagResource": {**tagged, "tags": TAGS},
        "UntagResource": {**tagged, "tagKeys": ["team", "shift"]},
        "ListTagsForResource": tagged,
    }


def sesv2(_):
    """Inputs of SES's operations."""
    policy_of_shop = {"EmailIdentity": "shop.example.com", "PolicyName": "partner-sends-raw"}
    tagged = {"ResourceArn": identity_arn("shop.example.com")}
    return {
        "ListEmailIdentities": {"Filter": {"IDENTITY_TYPE": "DOMAIN"}, "PageSize": 10},
        "GetEmailIdentity": {"EmailIdentity": "shop.example.com"},
        "CreateEmailIdentity": {
            "EmailIdentity": "new.example.com",
            "Tags": TAG_LIST,
            "DkimSigningAttributes": {"NextSigningKeyLength": "RSA_2048_BIT"},
            "ConfigurationSetName": "transactional",
        },
        "DeleteEmailIdentity": {"EmailIdentity": "old.example.net"},
        "PutEmailIdentityDkimAttributes": {"EmailIdentity": "news.example.com", "SigningEnabled": True},
        "PutEmailIdentityDkimSigningAttributes": {
            "EmailIdentity": "byo.example.net",
            "SigningAttributesOrigin": "AWS_SES",
            "SigningAttributes": {"NextSigningKeyLength": "RSA_2048_BIT"},
        },
        "PutEmailIdentityMailFromAttributes": {
            "EmailIdentity": "launch.example.com",
            "MailFromDomain": "bounce.launch.example.com",
            "BehaviorOnMxFailure": "REJECT_MESSAGE",
        },
        "PutEmailIdentityFeedbackAttributes": {"EmailIdentity": "news.example.com", "EmailForwardingEnabled": True},
        "PutEmailIdentityConfigurationSetAttributes": {
            "EmailIdentity": "news.example.com",
            "ConfigurationSetName": "transactional",
        },
        "CreateEmailIdentityPolicy": {
            "EmailIdentity": "mail.example.com",
            "PolicyName": "Partner_sends-1",
            "Policy": policy("mail.example.com"),
        },
        "GetEmailIdentityPolicies": {"EmailIdentity": "shop.example.com"},
        "UpdateEmailIdentityPolicy": {**policy_of_shop, "Policy": policy("shop.example.com")},
        "DeleteEmailIdentityPolicy": policy_of_shop,
        "TagResource": {**tagged, "Tags": TAG_LIST},
        "UntagResource": {**tagged, "TagKeys": ["team", "environment"]},
        "ListTagsForResource": tagged,
        "ListConfigurationSets": {"Filter": {"CONFIGURATION_SET_NAME_CONTAINS": "market"}, "PageSize": 10},
        "GetAccount": {},
    }


def workspaces(seeded):
    """Inputs of WorkSpaces' operations."""
    free = {"AliasId": seeded.connection_alias("lab.example.com")}
    tagged = {"ResourceId": seeded.connection_alias("desktop.example.com")}
    return {
        "DescribeConnectionAliases": {"AliasIds": [free["AliasId"]], "Limit": 10},
        "CreateConnectionAlias": {"ConnectionString": "fresh.example.com", "Tags": TAG_LIST},
        "DeleteConnectionAlias": free,
        "AssociateConnectionAlias": {**free, "ResourceId": seeded.directory("lab.example.com")},
        "DisassociateConnectionAlias": {"AliasId": seeded.connection_alias("desktop.example.com")},
        "DescribeConnectionAliasPermissions": {
            "AliasId": seeded.connection_alias("contractors.example.com"),
            "MaxResults": 10,
        },
        "UpdateConnectionAliasPermission": {
            **free,
            "ConnectionAliasPermission": {"SharedAccountId": OTHER_ACCOUNT, "AllowAssociation": True},
        },
        "DescribeWorkspaceDirectories": {
            "DirectoryIds": [seeded.directory("lab.example.com")],
            "Limit": 10,
        },
        "CreateTags": {**tagged, "Tags": TAG_LIST},
        "DeleteTags": {**tagged, "TagKeys": ["team"]},
        "DescribeTags": tagged,
    }


ALL = {"connect": connect, "sesv2": sesv2, "workspaces": workspaces}
