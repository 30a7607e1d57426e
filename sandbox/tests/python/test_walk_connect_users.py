"""Every operation on Amazon Connect's instances and users, as an administrator would go through them."""
import botocore.exceptions
import pytest

from aws import EU, INVALID, all_of, pages, refused
from examples import CHANNEL_CONFIGS, IDENTITY_INFO, PHONE_CONFIG, TAGS, new_user

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def connect(aws):
    return aws.connect()


@pytest.fixture(scope="module")
def here(seeded):
    """The instance that manages its users itself, as an argument."""
    return {"InstanceId": seeded.instance()}


@pytest.fixture(scope="module")
def created(connect, seeded):
    """A user that a test may change, as arguments."""
    answer = connect.create_user(**new_user(seeded))
    assert answer["UserArn"].endswith(f"/agent/{answer['UserId']}")
    return {"InstanceId": seeded.instance(), "UserId": answer["UserId"]}


def described(connect, user):
    return connect.describe_user(**user)["User"]


def usernames(connect, here, **criteria):
    """Who is found, with the total that the first page claims."""
    answer = connect.search_users(**here, MaxResults=500, **criteria)
    found = sorted(user["Username"] for user in answer["Users"])
    assert answer["ApproximateTotalCount"] == len(found)
    return found


def test_instances_are_listed_page_by_page_and_described(connect):
    found = pages(connect.list_instances, "InstanceSummaryList", MaxResults=1)
    assert [len(page) for page in found] == [1, 1]
    for [summary] in found:
        instance = connect.describe_instance(InstanceId=summary["Id"])["Instance"]
        assert {key: instance[key] for key in summary} == summary


@pytest.mark.parametrize(("operation", "least"), [
    ("list_users", 120), ("search_users", 120), ("list_security_profiles", 5), ("list_routing_profiles", 3),
    ("list_user_hierarchy_groups", 10),
])
def test_paginators_lead_to_the_end(connect, here, operation, least):
    paginator = connect.get_paginator(operation)
    size = 50 if least == 120 else 2
    found = list(paginator.paginate(**here, PaginationConfig={"PageSize": size}))
    key = paginator.result_keys[0].expression
    assert all(len(page[key]) == size for page in found[:-1])
    ids = [item["Id"] for page in found for item in page[key]]
    assert len(ids) == len(set(ids)) >= least


def test_a_token_leads_nowhere_else(connect, here):
    token = connect.list_users(**here, MaxResults=1)["NextToken"]
    with refused(*INVALID, saying="NextToken"):
        connect.list_routing_profiles(**here, NextToken=token)
    with refused(*INVALID, saying="NextToken"):
        connect.list_users(**here, NextToken="made-up")


def test_a_search_finds_by_name(connect, here):
    def by(field, value, comparison):
        condition = {"FieldName": field, "Value": value, "ComparisonType": comparison}
        return usernames(connect, here, SearchCriteria={"StringCondition": condition})

    assert by("Username", "zoe.akerstrom", "EXACT") == ["zoe.akerstrom"]
    assert "zoe.akerstrom" in by("Username", "zoe", "STARTS_WITH")
    assert "lan.nguyen" in by("Username", "nguyen", "CONTAINS")
    assert by("Username", "nobody.at.all", "EXACT") == []


def test_a_search_combines_conditions(connect, here, seeded):
    starts = [{"StringCondition": {"FieldName": "Username", "Value": value, "ComparisonType": "EXACT"}}
              for value in ("zoe.akerstrom", "lan.nguyen")]
    either = usernames(connect, here, SearchCriteria={"OrConditions": starts})
    assert either == ["lan.nguyen", "zoe.akerstrom"]
    assert usernames(connect, here, SearchCriteria={"AndConditions": starts}) == []
    group = {"Value": seeded.hierarchy_group("Refunds"), "HierarchyGroupMatchType": "EXACT"}
    assert "zoe.akerstrom" in usernames(connect, here, SearchCriteria={"HierarchyGroupCondition": group})


def test_a_search_filters_by_tags_and_groups(connect, here, seeded):
    refunds, early = {"TagKey": "team", "TagValue": "refunds"}, {"TagKey": "shift", "TagValue": "early"}
    tagged = usernames(connect, here, SearchFilter={"TagFilter": {"TagCondition": refunds}})
    assert "zoe.akerstrom" in tagged
    both = usernames(connect, here, SearchFilter={"TagFilter": {"AndConditions": [refunds, early]}})
    assert "zoe.akerstrom" in both and set(both) <= set(tagged)
    assert usernames(connect, here, SearchFilter={"TagFilter": {"OrConditions": [[refunds, early]]}}) == both
    group = {"Value": seeded.hierarchy_group("Refunds"), "HierarchyGroupMatchType": "WITH_CHILD_GROUPS"}
    attributes = {"UserAttributeFilter": {"AndCondition": {"TagConditions": [refunds],
                                                           "HierarchyGroupCondition": group}}}
    assert "zoe.akerstrom" in usernames(connect, here, SearchFilter=attributes)
    with refused("AccessDeniedException"):
        usernames(connect, here, SearchFilter={"TagFilter": {"TagCondition": refunds}, **attributes})


def test_a_created_user_is_described_listed_and_found(connect, here, created, seeded):
    user, wanted = described(connect, created), new_user(seeded)
    for member in ("Username", "IdentityInfo", "RoutingProfileId", "HierarchyGroupId", "Tags", *CHANNEL_CONFIGS):
        assert user[member] == wanted[member], member
    assert sorted(user["SecurityProfileIds"]) == sorted(wanted["SecurityProfileIds"])
    assert user["LastModifiedRegion"] == "us-east-1"
    assert created["UserId"] in {item["Id"] for item in all_of(connect.list_users, "UserSummaryList", **here)}
    condition = {"FieldName": "Username", "Value": wanted["Username"], "ComparisonType": "EXACT"}
    [found] = connect.search_users(**here, SearchCriteria={"StringCondition": condition})["Users"]
    assert found["IdentityInfo"] == {key: IDENTITY_INFO[key] for key in ("FirstName", "LastName")}
    assert "Password" not in str(user)


def test_a_user_can_be_created_with_one_phone_config_for_all_channels(connect, seeded):
    wanted = {key: value for key, value in new_user(seeded, "one.phone").items() if key not in CHANNEL_CONFIGS}
    answer = connect.create_user(**wanted, PhoneConfig=PHONE_CONFIG)
    user = described(connect, {"InstanceId": wanted["InstanceId"], "UserId": answer["UserId"]})
    assert user["PhoneConfig"] == PHONE_CONFIG


def test_each_part_of_a_user_is_updated_by_its_own_call(connect, created, seeded):
    identity = {"FirstName": "Ada", "LastName": "Novak-Reyes", "Email": "ada@example.com"}
    connect.update_user_identity_info(**created, IdentityInfo=identity)
    routing = seeded.routing_profiles()[1]
    connect.update_user_routing_profile(**created, RoutingProfileId=routing)
    profiles = [seeded.security_profile("Contractor")]
    connect.update_user_security_profiles(**created, SecurityProfileIds=profiles)
    group = seeded.hierarchy_group("Billing")
    connect.update_user_hierarchy(**created, HierarchyGroupId=group)
    user = described(connect, created)
    assert user["IdentityInfo"] == identity, "what is left out is cleared"
    assert user["HierarchyGroupId"] == group
    assert (user["RoutingProfileId"], user["SecurityProfileIds"]) == (routing, profiles)
    connect.update_user_hierarchy(**created)
    assert "HierarchyGroupId" not in described(connect, created)


def test_phone_and_channels_are_updated(connect, created):
    connect.update_user_phone_config(**created, PhoneConfig=PHONE_CONFIG)
    assert described(connect, created)["PhoneConfig"] == PHONE_CONFIG
    connect.update_user_config(**created, **CHANNEL_CONFIGS)
    user = described(connect, created)
    for member, wanted in CHANNEL_CONFIGS.items():
        given = {config["Channel"]: config for config in user[member]}
        for config in wanted:
            assert given[config["Channel"]] == config, member


def test_after_contact_work_is_in_milliseconds_where_it_is_searched(connect, here, created):
    connect.update_user_phone_config(**created, PhoneConfig=PHONE_CONFIG)
    condition = {"FieldName": "resourceId", "Value": created["UserId"], "ComparisonType": "EXACT"}
    [found] = connect.search_users(**here, SearchCriteria={"StringCondition": condition})["Users"]
    assert found["PhoneConfig"]["AfterContactWorkTimeLimit"] == 1000 * PHONE_CONFIG["AfterContactWorkTimeLimit"]


def test_tags_are_added_replaced_and_removed(connect, created):
    arn = described(connect, created)["Arn"]
    connect.tag_resource(resourceArn=arn, tags={"team": "billing", "new": ""})
    assert connect.list_tags_for_resource(resourceArn=arn)["tags"] == {**TAGS, "team": "billing", "new": ""}
    connect.untag_resource(resourceArn=arn, tagKeys=["new", "was never there"])
    assert described(connect, created)["Tags"] == {**TAGS, "team": "billing"}
    with refused(*INVALID):
        connect.tag_resource(resourceArn=arn, tags={f"key-{number}": "" for number in range(49)})
    with refused("ResourceNotFoundException"):
        connect.list_tags_for_resource(resourceArn=arn[:-1] + ("0" if arn[-1] != "0" else "1"))


def test_what_is_not_there_is_not_found(connect, here, created, seeded):
    user = {**here, "UserId": NOBODY}
    routing = {"RoutingProfileId": seeded.routing_profiles()[0]}
    for call, arguments in [
        (connect.describe_instance, {"InstanceId": NOBODY}),
        (connect.list_users, {"InstanceId": NOBODY}),
        (connect.search_users, {"InstanceId": NOBODY}),
        (connect.create_user, {**new_user(seeded, "lost.user"), "InstanceId": NOBODY}),
        (connect.describe_user, user),
        (connect.delete_user, user),
        (connect.update_user_identity_info, {**user, "IdentityInfo": IDENTITY_INFO}),
        (connect.update_user_phone_config, {**user, "PhoneConfig": PHONE_CONFIG}),
        (connect.update_user_routing_profile, {**user, **routing}),
        (connect.update_user_security_profiles, {**user, "SecurityProfileIds": [seeded.security_profile("Agent")]}),
        (connect.update_user_hierarchy, user),
        (connect.update_user_config, {**user, **CHANNEL_CONFIGS}),
    ]:
        with refused("ResourceNotFoundException"):
            call(**arguments)


def test_a_refused_change_changes_nothing(connect, created):
    before = described(connect, created)
    for call, arguments in [
        (connect.update_user_routing_profile, {"RoutingProfileId": NOBODY}),
        (connect.update_user_security_profiles, {"SecurityProfileIds": [NOBODY]}),
        (connect.update_user_hierarchy, {"HierarchyGroupId": NOBODY}),
    ]:
        with pytest.raises(botocore.exceptions.ClientError):
            call(**created, **arguments)
    assert described(connect, created) == before


def test_a_username_is_taken_once(connect, seeded):
    with refused("DuplicateResourceException"):
        connect.create_user(**new_user(seeded, "lan.nguyen"))


def test_who_manages_the_users_decides_what_is_taken(aws, connect, seeded):
    managed = new_user(seeded, "managed.user")
    with refused(*INVALID, saying="Password"):
        connect.create_user(**{key: value for key, value in managed.items() if key != "Password"})
    with refused(*INVALID, saying="Username"):
        connect.create_user(**new_user(seeded, "more.than.20.characters"))
    saml = {
        "InstanceId": seeded.instance("support-eu"),
        "Username": "ada.novak-reyes.junior@eu.example.com",
        "IdentityInfo": {"FirstName": "Ada", "LastName": "Novak"},
        "SecurityProfileIds": [seeded.security_profile("Agent", "support-eu")],
        "RoutingProfileId": seeded.routing_profiles("support-eu")[0],
        "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
    }
    european = aws.connect(EU)
    for member, value in [("Password", "Correct-Horse-9"), ("DirectoryUserId", "S-1-5-21")]:
        with refused(*INVALID, saying=member):
            european.create_user(**saml, **{member: value})
    with refused(*INVALID, saying="Email"):
        european.create_user(**{**saml, "IdentityInfo": IDENTITY_INFO})
    user = european.create_user(**saml)
    european.delete_user(InstanceId=saml["InstanceId"], UserId=user["UserId"])


def test_a_deleted_user_is_gone_and_its_name_is_free_for_another(connect, here, seeded):
    wanted = new_user(seeded, "short.stay")
    first = connect.create_user(**wanted)["UserId"]
    connect.delete_user(**here, UserId=first)
    with refused("ResourceNotFoundException"):
        connect.describe_user(**here, UserId=first)
    assert first not in {item["Id"] for item in all_of(connect.list_users, "UserSummaryList", **here)}
    second = connect.create_user(**wanted)["UserId"]
    assert second != first
    connect.delete_user(**here, UserId=second)
