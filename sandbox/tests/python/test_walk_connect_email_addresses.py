"""Every operation on Amazon Connect's e-mail addresses and their aliases."""
import pytest

from aws import INVALID, pages, refused
from examples import TAGS

NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def connect(aws):
    return aws.connect()


@pytest.fixture(scope="module")
def here(seeded):
    return {"InstanceId": seeded.instance()}


@pytest.fixture
def make(connect, here):
    """Creates addresses, and deletes them after the test."""
    made = []

    def create(address, **members):
        answer = connect.create_email_address(**here, EmailAddress=address, **members)
        made.append({**here, "EmailAddressId": answer["EmailAddressId"]})
        return made[-1]

    yield create
    for address in made:
        connect.delete_email_address(**address)


def alias_of(connect, address):
    return [alias["EmailAddressId"] for alias in connect.describe_email_address(**address)["AliasConfigurations"]]


def to(alias):
    """The alias as an argument."""
    return {"AliasConfiguration": {"EmailAddressId": alias["EmailAddressId"]}}


def test_a_search_leads_to_the_end_and_finds(connect, here):
    found = pages(connect.search_email_addresses, "EmailAddresses", **here, MaxResults=3)
    assert [len(page) for page in found] == [3, 3, 3, 1]
    condition = {"FieldName": "EmailAddress", "Value": "@shop.example.com", "ComparisonType": "CONTAINS"}
    criteria = {"OrConditions": [{"StringCondition": condition}, {"AndConditions": [{"StringCondition": condition}]}]}
    answer = connect.search_email_addresses(**here, SearchCriteria=criteria)
    assert answer["ApproximateTotalCount"] == len(answer["EmailAddresses"]) == 4
    tagged = {"TagFilter": {"AndConditions": [{"TagKey": "team", "TagValue": "orders"}]}}
    assert connect.search_email_addresses(**here, SearchFilter=tagged)["ApproximateTotalCount"] == 2


def test_a_created_address_is_described_and_found(connect, here, make):
    given = {"DisplayName": "Help – Ünïcode", "Description": "D" * 4096, "Tags": TAGS}
    address = make("created@shop.example.com", **given)
    described = connect.describe_email_address(**address)
    assert {key: described[key] for key in given} == given
    assert described["EmailAddress"] == "created@shop.example.com"
    assert described["EmailAddressArn"].endswith(f"/email-address/{address['EmailAddressId']}")
    assert connect.list_tags_for_resource(resourceArn=described["EmailAddressArn"])["tags"] == TAGS
    condition = {"FieldName": "EmailAddress", "Value": "created@shop.example.com", "ComparisonType": "EXACT"}
    found = connect.search_email_addresses(**here, SearchCriteria={"StringCondition": condition})
    assert [item["EmailAddressId"] for item in found["EmailAddresses"]] == [address["EmailAddressId"]]


def test_name_and_description_are_updated_but_not_the_alias(connect, make):
    address, alias = make("updated@shop.example.com"), make("its-alias@shop.example.com")
    connect.associate_email_address_alias(**address, **to(alias))
    answer = connect.update_email_address_metadata(**address, DisplayName="New", Description="Newer")
    assert answer["EmailAddressId"] == address["EmailAddressId"]
    described = connect.describe_email_address(**address)
    assert (described["DisplayName"], described["Description"]) == ("New", "Newer")
    assert alias_of(connect, address) == [alias["EmailAddressId"]]


def test_an_alias_is_associated_seen_and_disassociated(connect, make):
    address, alias = make("primary@shop.example.com"), make("alias@shop.example.com")
    assert "ResponseMetadata" in connect.associate_email_address_alias(**address, **to(alias))
    assert alias_of(connect, address) == [alias["EmailAddressId"]]
    connect.disassociate_email_address_alias(**address, **to(alias))
    assert alias_of(connect, address) == []
    with refused("ResourceNotFoundException"):
        connect.disassociate_email_address_alias(**address, **to(alias))


def test_the_same_client_token_is_the_same_association(connect, make):
    address, alias = make("twice@shop.example.com"), make("twice-alias@shop.example.com")
    for _ in range(2):
        connect.associate_email_address_alias(**address, **to(alias), ClientToken="once")
    assert alias_of(connect, address) == [alias["EmailAddressId"]]
    for _ in range(2):
        connect.disassociate_email_address_alias(**address, **to(alias), ClientToken="and-off-again")
    assert alias_of(connect, address) == []


def test_there_are_no_second_aliases_and_no_chains(connect, make):
    first, second, third = (make(f"{name}@shop.example.com") for name in ("first", "second", "third"))
    connect.associate_email_address_alias(**first, **to(second))
    for address, alias in [(first, third), (second, third), (third, second), (third, first)]:
        with refused("ResourceConflictException"):
            connect.associate_email_address_alias(**address, **to(alias))
    assert alias_of(connect, first) == [second["EmailAddressId"]]


def test_a_deleted_address_takes_its_alias_relationships_along(connect, here, make):
    address = make("remains@shop.example.com")
    alias = connect.create_email_address(**here, EmailAddress="goes@shop.example.com")
    alias = {**here, "EmailAddressId": alias["EmailAddressId"]}
    connect.associate_email_address_alias(**address, **to(alias))
    connect.delete_email_address(**alias)
    assert alias_of(connect, address) == []
    with refused("ResourceNotFoundException"):
        connect.describe_email_address(**alias)


def test_an_address_is_created_once(connect, here, make):
    address = make("once@shop.example.com", ClientToken="create-once")
    again = connect.create_email_address(**here, EmailAddress="once@shop.example.com", ClientToken="create-once")
    assert again["EmailAddressId"] == address["EmailAddressId"]
    with refused("DuplicateResourceException"):
        connect.create_email_address(**here, EmailAddress="once@shop.example.com")


def test_an_address_needs_a_domain_of_the_instance(connect, here):
    with refused(*INVALID, saying="EmailAddress"):
        connect.create_email_address(**here, EmailAddress="someone@unknown.example")


def test_what_is_not_there_is_not_found(connect, here, make):
    there, missing = make("there@shop.example.com"), {**here, "EmailAddressId": NOWHERE}
    for call, arguments in [
        (connect.search_email_addresses, {"InstanceId": NOWHERE}),
        (connect.create_email_address, {"InstanceId": NOWHERE, "EmailAddress": "a@shop.example.com"}),
        (connect.describe_email_address, missing),
        (connect.update_email_address_metadata, {**missing, "DisplayName": "Nobody"}),
        (connect.delete_email_address, missing),
        (connect.associate_email_address_alias, {**missing, **to(there)}),
        (connect.associate_email_address_alias, {**there, **to(missing)}),
        (connect.disassociate_email_address_alias, {**missing, **to(there)}),
    ]:
        with refused("ResourceNotFoundException"):
            call(**arguments)
