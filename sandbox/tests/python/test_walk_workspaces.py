"""Every operation on WorkSpaces' connection aliases, between two accounts."""
import pytest

from aws import ACCOUNT, EU, OTHER_ACCOUNT, all_of, pages, refused
from examples import TAG_LIST

UNKNOWN = {"AliasId": "wsca-000000000"}


@pytest.fixture(scope="module")
def workspaces(aws):
    return aws.workspaces()


@pytest.fixture(scope="module")
def others(aws):
    """The other account's client."""
    return aws.workspaces(account=OTHER_ACCOUNT)


@pytest.fixture
def make(sandbox, workspaces):
    """Creates aliases that are ready, and deletes them after the test."""
    made = []

    def create(connection_string, client=workspaces):
        alias = {"AliasId": client.create_connection_alias(ConnectionString=connection_string)["AliasId"]}
        made.append((client, alias))
        settle(sandbox)
        return alias

    yield create
    for client, alias in made:
        client.delete_connection_alias(**alias)
        settle(sandbox)


def settle(sandbox):
    """Lets what is under way come to its end."""
    sandbox.control("PUT", "/clock", {"step": "1h"})


def described(client, alias):
    [found] = client.describe_connection_aliases(AliasIds=[alias["AliasId"]])["ConnectionAliases"]
    return found


def associated(client, alias):
    """The associations that are more than their absence."""
    return [association for association in described(client, alias).get("Associations", [])
            if association["AssociationStatus"] != "NOT_ASSOCIATED"]


def shared(allowed=True):
    return {"ConnectionAliasPermission": {"SharedAccountId": OTHER_ACCOUNT, "AllowAssociation": allowed}}


def test_aliases_are_described_page_by_page(workspaces):
    found = pages(workspaces.describe_connection_aliases, "ConnectionAliases", Limit=4)
    assert [len(page) for page in found] == [4, 4, 1]
    associated_with = {association["ResourceId"] for page in found for alias in page
                       for association in alias.get("Associations", []) if "ResourceId" in association}
    for directory in associated_with:
        assert workspaces.describe_connection_aliases(ResourceId=directory)["ConnectionAliases"]


def test_directories_are_described_page_by_page(workspaces):
    found = pages(workspaces.describe_workspace_directories, "Directories", Limit=3)
    assert [len(page) for page in found] == [3, 1]
    by_paginator = workspaces.get_paginator("describe_workspace_directories").paginate().build_full_result()
    assert by_paginator["Directories"] == [directory for page in found for directory in page]
    personal = [{"Name": "WORKSPACE_TYPE", "Values": ["PERSONAL"]}]
    assert len(workspaces.describe_workspace_directories(Filters=personal)["Directories"]) == 4


def test_an_alias_is_created_described_and_deleted(sandbox, workspaces):
    alias = workspaces.create_connection_alias(ConnectionString="walk.example.com", Tags=TAG_LIST)
    alias = {"AliasId": alias["AliasId"]}
    settle(sandbox)
    found = described(workspaces, alias)
    assert (found["ConnectionString"], found["State"]) == ("walk.example.com", "CREATED")
    assert found["OwnerAccountId"] == ACCOUNT
    tags = workspaces.describe_tags(ResourceId=alias["AliasId"])["TagList"]
    assert sorted(tags, key=str) == sorted(TAG_LIST, key=str)
    workspaces.delete_connection_alias(**alias)
    settle(sandbox)
    with refused("ResourceNotFoundException"):
        workspaces.delete_connection_alias(**alias)
    everywhere = all_of(workspaces.describe_connection_aliases, "ConnectionAliases")
    assert alias["AliasId"] not in {item["AliasId"] for item in everywhere}


def test_a_connection_string_is_reserved_for_ever(sandbox, aws, workspaces, others):
    alias = workspaces.create_connection_alias(ConnectionString="reserved.example.com")
    with refused("ResourceAlreadyExistsException"):
        workspaces.create_connection_alias(ConnectionString="reserved.example.com")
    settle(sandbox)
    workspaces.delete_connection_alias(AliasId=alias["AliasId"])
    settle(sandbox)
    with refused("ResourceAlreadyExistsException"):
        others.create_connection_alias(ConnectionString="reserved.example.com")
    for client in (workspaces, aws.workspaces(EU)):
        again = client.create_connection_alias(ConnectionString="reserved.example.com")
        assert again["AliasId"] != alias["AliasId"]


def test_an_alias_is_associated_and_disassociated(sandbox, workspaces, make, seeded):
    alias, directory = make("associate.example.com"), seeded.directory("lab.example.com")
    identifier = workspaces.associate_connection_alias(**alias, ResourceId=directory)["ConnectionIdentifier"]
    settle(sandbox)
    [association] = associated(workspaces, alias)
    assert association == {
        "AssociationStatus": "ASSOCIATED_WITH_OWNER_ACCOUNT",
        "AssociatedAccountId": ACCOUNT,
        "ResourceId": directory,
        "ConnectionIdentifier": identifier,
    }
    with refused("ResourceAssociatedException"):
        workspaces.delete_connection_alias(**alias)
    with refused("ResourceAssociatedException"):
        workspaces.associate_connection_alias(**alias, ResourceId=directory)
    workspaces.disassociate_connection_alias(**alias)
    settle(sandbox)
    assert associated(workspaces, alias) == []


def test_an_alias_is_shared_used_by_the_other_account_and_unshared(sandbox, aws, make):
    """In the Region where the other account has a directory to spare."""
    owners, others = aws.workspaces(EU), aws.workspaces(EU, OTHER_ACCOUNT)
    alias = make("shared.example.com", owners)
    owners.update_connection_alias_permission(**alias, **shared())
    permissions = owners.describe_connection_alias_permissions(**alias)
    assert permissions["ConnectionAliasPermissions"] == [shared()["ConnectionAliasPermission"]]
    assert described(others, alias)["OwnerAccountId"] == ACCOUNT
    [directory] = others.describe_workspace_directories()["Directories"]
    others.associate_connection_alias(**alias, ResourceId=directory["DirectoryId"])
    settle(sandbox)
    [association] = associated(owners, alias)
    assert association["AssociationStatus"] == "ASSOCIATED_WITH_SHARED_ACCOUNT"
    assert association["AssociatedAccountId"] == OTHER_ACCOUNT
    with refused("ResourceAssociatedException"):
        owners.update_connection_alias_permission(**alias, **shared(False))
    with refused("AccessDeniedException"):
        others.delete_connection_alias(**alias)
    others.disassociate_connection_alias(**alias)
    settle(sandbox)
    owners.update_connection_alias_permission(**alias, **shared(False))
    with refused("AccessDeniedException", "ResourceNotFoundException"):
        others.associate_connection_alias(**alias, ResourceId=directory["DirectoryId"])


def test_an_alias_that_is_not_ready_cannot_be_associated(sandbox, workspaces, seeded):
    directory = {"ResourceId": seeded.directory("lab.example.com")}
    alias = {"AliasId": workspaces.create_connection_alias(ConnectionString="hasty.example.com")["AliasId"]}
    with refused("InvalidResourceStateException"):
        workspaces.associate_connection_alias(**alias, **directory)
    settle(sandbox)
    workspaces.delete_connection_alias(**alias)
    with refused("InvalidResourceStateException"):
        workspaces.associate_connection_alias(**alias, **directory)


def test_tags_are_added_replaced_and_removed(workspaces, seeded):
    resource = {"ResourceId": seeded.connection_alias("desktop.example.com")}

    def tags():
        return {tag["Key"]: tag.get("Value", "") for tag in workspaces.describe_tags(**resource)["TagList"]}

    before = tags()
    workspaces.create_tags(**resource, Tags=[{"Key": "team", "Value": "walk"}, {"Key": "bare"}])
    assert tags() == {**before, "team": "walk", "bare": ""}
    workspaces.delete_tags(**resource, TagKeys=["bare", "was never there"])
    assert tags() == {**before, "team": "walk"}
    directory = {"ResourceId": seeded.directory("lab.example.com")}
    assert workspaces.describe_tags(**directory)["TagList"]


def test_what_is_not_there_is_not_found(workspaces, seeded):
    free = {"AliasId": seeded.connection_alias("lab.example.com")}
    for call, arguments in [
        (workspaces.delete_connection_alias, UNKNOWN),
        (workspaces.associate_connection_alias, {**UNKNOWN, "ResourceId": seeded.directory("lab.example.com")}),
        (workspaces.associate_connection_alias, {**free, "ResourceId": "d-0000000000"}),
        (workspaces.disassociate_connection_alias, UNKNOWN),
        (workspaces.describe_connection_alias_permissions, UNKNOWN),
        (workspaces.update_connection_alias_permission, {**UNKNOWN, **shared()}),
        (workspaces.create_tags, {"ResourceId": "wsca-000000000", "Tags": TAG_LIST}),
        (workspaces.delete_tags, {"ResourceId": "wsca-000000000", "TagKeys": ["team"]}),
        (workspaces.describe_tags, {"ResourceId": "wsca-000000000"}),
    ]:
        with refused("ResourceNotFoundException"):
            call(**arguments)


def test_there_are_at_most_twenty_aliases_in_a_region(sandbox, aws):
    client = aws.workspaces("eu-central-1")
    for number in range(20):
        client.create_connection_alias(ConnectionString=f"limit-{number}.example.com")
    with refused("ResourceLimitExceededException"):
        client.create_connection_alias(ConnectionString="limit-20.example.com")
    assert len(all_of(client.describe_connection_aliases, "ConnectionAliases", Limit=7)) == 20
