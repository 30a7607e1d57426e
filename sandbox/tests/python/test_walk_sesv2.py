"""Every operation on SES identities."""
import base64
import itertools
import json

import pytest
import rsa

from aws import EU, all_of, pages, refused
from examples import TAG_LIST, policy
from seeded import identity_arn


@pytest.fixture(scope="module")
def ses(aws):
    return aws.sesv2()


@pytest.fixture
def make(ses):
    """Creates identities, and deletes them after the test."""
    made = []

    def create(name, **members):
        made.append(name)
        return ses.create_email_identity(EmailIdentity=name, **members)

    yield create
    for name in made:
        ses.delete_email_identity(EmailIdentity=name)


def private_key():
    """An RSA key of 1024 bits, the same every time, as the model wants it: base64 of its DER."""
    p, q = (next(number for number in itertools.count(start, 2) if rsa.prime.is_prime(number))
            for start in ((3 << 510) + 1, (3 << 510) + (1 << 400) + 1))
    exponent = 65537
    secret = pow(exponent, -1, (p - 1) * (q - 1))
    return base64.b64encode(rsa.PrivateKey(p * q, exponent, secret, p, q).save_pkcs1("DER")).decode()


def test_identities_are_listed_page_by_page(ses):
    found = pages(ses.list_email_identities, "EmailIdentities", PageSize=5)
    assert [len(page) for page in found] == [5, 5, 4]
    for item in all_of(ses.list_email_identities, "EmailIdentities"):
        identity = ses.get_email_identity(EmailIdentity=item["IdentityName"])
        for member in ("IdentityType", "VerificationStatus"):
            assert identity[member] == item[member]


@pytest.mark.parametrize(("filtered", "expected"), [
    ({"IDENTITY_TYPE": "EMAIL_ADDRESS"}, 3),
    ({"IDENTITY_NAME_CONTAINS": "shop"}, 1),
    ({"VERIFICATION_STATUS": "FAILED", "IDENTITY_TYPE": "DOMAIN"}, 1),
])
def test_a_list_is_filtered(ses, filtered, expected):
    assert len(all_of(ses.list_email_identities, "EmailIdentities", Filter=filtered)) == expected


def test_lists_refuse_what_is_no_page(ses):
    for arguments in ({"PageSize": 1001}, {"NextToken": "made-up"}):
        with refused("BadRequestException"):
            ses.list_email_identities(**arguments)
        with refused("BadRequestException"):
            ses.list_configuration_sets(**arguments)


def test_configuration_sets_and_the_account(aws, ses):
    assert [len(page) for page in pages(ses.list_configuration_sets, "ConfigurationSets", PageSize=2)] == [2, 1]
    market = ses.list_configuration_sets(Filter={"CONFIGURATION_SET_NAME_CONTAINS": "market"})
    assert market["ConfigurationSets"] == ["marketing"]
    assert ses.get_account()["ProductionAccessEnabled"]
    assert not aws.sesv2("ap-southeast-2").get_account()["ProductionAccessEnabled"]


def test_a_domain_has_its_tokens_at_once_and_waits_for_dns(ses, make):
    created = make("walk.example.com", Tags=TAG_LIST, ConfigurationSetName="transactional",
                   DkimSigningAttributes={"NextSigningKeyLength": "RSA_2048_BIT"})
    assert (created["IdentityType"], created["VerifiedForSendingStatus"]) == ("DOMAIN", False)
    dkim = created["DkimAttributes"]
    assert len(dkim["Tokens"]) == 3 and dkim["SigningAttributesOrigin"] == "AWS_SES"
    identity = ses.get_email_identity(EmailIdentity="walk.example.com")
    assert identity["DkimAttributes"]["Tokens"] == dkim["Tokens"]
    assert identity["DkimAttributes"]["SigningHostedZone"]
    assert identity["ConfigurationSetName"] == "transactional"
    assert sorted(identity["Tags"], key=str) == sorted(TAG_LIST, key=str)
    listed = {item["IdentityName"] for item in all_of(ses.list_email_identities, "EmailIdentities")}
    assert "walk.example.com" in listed


def test_an_address_has_no_dkim_records(ses, make):
    created = make("walker@example.net")
    assert (created["IdentityType"], created["VerifiedForSendingStatus"]) == ("EMAIL_ADDRESS", False)
    assert not created["DkimAttributes"].get("Tokens")


def test_own_keys_are_kept_but_never_shown(ses, make):
    key = private_key()
    make("own-key.example.com", DkimSigningAttributes={"DomainSigningSelector": "s1", "DomainSigningPrivateKey": key})
    identity = ses.get_email_identity(EmailIdentity="own-key.example.com")
    assert identity["DkimAttributes"]["SigningAttributesOrigin"] == "EXTERNAL"
    assert identity["DkimAttributes"]["Tokens"] == ["s1"]
    assert key not in str(identity)


def test_a_replica_has_the_tokens_of_its_parent(aws, ses, make):
    tokens = make("parent.example.com")["DkimAttributes"]["Tokens"]
    european = aws.sesv2(EU)
    replica = european.create_email_identity(
        EmailIdentity="parent.example.com",
        DkimSigningAttributes={"DomainSigningAttributesOrigin": "AWS_SES_US_EAST_1"},
    )
    assert replica["DkimAttributes"]["Tokens"] == tokens
    with refused("BadRequestException"):
        ses.delete_email_identity(EmailIdentity="parent.example.com")
    european.delete_email_identity(EmailIdentity="parent.example.com")


def test_dkim_is_switched_and_its_key_changed(ses, make):
    make("dkim.example.com")
    ses.put_email_identity_dkim_attributes(EmailIdentity="dkim.example.com", SigningEnabled=False)
    assert not ses.get_email_identity(EmailIdentity="dkim.example.com")["DkimAttributes"]["SigningEnabled"]
    own = ses.put_email_identity_dkim_signing_attributes(
        EmailIdentity="dkim.example.com", SigningAttributesOrigin="EXTERNAL",
        SigningAttributes={"DomainSigningSelector": "s2", "DomainSigningPrivateKey": private_key()},
    )
    assert own["DkimTokens"] == ["s2"]
    easy = ses.put_email_identity_dkim_signing_attributes(
        EmailIdentity="dkim.example.com", SigningAttributesOrigin="AWS_SES",
        SigningAttributes={"NextSigningKeyLength": "RSA_1024_BIT"},
    )
    assert len(easy["DkimTokens"]) == 3 and easy["DkimStatus"] != "SUCCESS"


def test_mail_from_is_set_and_removed(ses, make):
    make("sender.example.com")
    ses.put_email_identity_mail_from_attributes(
        EmailIdentity="sender.example.com", MailFromDomain="bounce.sender.example.com",
        BehaviorOnMxFailure="REJECT_MESSAGE",
    )
    attributes = ses.get_email_identity(EmailIdentity="sender.example.com")["MailFromAttributes"]
    assert attributes["MailFromDomain"] == "bounce.sender.example.com"
    assert (attributes["BehaviorOnMxFailure"], attributes["MailFromDomainStatus"]) == ("REJECT_MESSAGE", "PENDING")
    with refused("BadRequestException"):
        ses.put_email_identity_mail_from_attributes(EmailIdentity="sender.example.com",
                                                    MailFromDomain="bounce.elsewhere.example")
    ses.put_email_identity_mail_from_attributes(EmailIdentity="sender.example.com")
    assert "MailFromAttributes" not in ses.get_email_identity(EmailIdentity="sender.example.com")


def test_feedback_and_configuration_set_are_changed(ses, make):
    make("settings.example.com")
    ses.put_email_identity_feedback_attributes(EmailIdentity="settings.example.com", EmailForwardingEnabled=False)
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="settings.example.com",
                                                        ConfigurationSetName="marketing")
    identity = ses.get_email_identity(EmailIdentity="settings.example.com")
    assert (identity["FeedbackForwardingStatus"], identity["ConfigurationSetName"]) == (False, "marketing")
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="settings.example.com")
    assert "ConfigurationSetName" not in ses.get_email_identity(EmailIdentity="settings.example.com")
    with refused("NotFoundException"):
        ses.put_email_identity_configuration_set_attributes(EmailIdentity="settings.example.com",
                                                            ConfigurationSetName="there-is-none")


def test_policies_are_created_read_updated_and_deleted(ses):
    named = {"EmailIdentity": "mail.example.com", "PolicyName": "Walk_1"}
    ses.create_email_identity_policy(**named, Policy=policy("mail.example.com"))
    with refused("AlreadyExistsException"):
        ses.create_email_identity_policy(**named, Policy=policy("mail.example.com"))
    ses.update_email_identity_policy(**named, Policy=policy("mail.example.com", "ses:SendRawEmail"))
    read = ses.get_email_identity_policies(EmailIdentity="mail.example.com")["Policies"]["Walk_1"]
    assert json.loads(read)["Statement"][0]["Action"] == "ses:SendRawEmail"
    assert ses.get_email_identity(EmailIdentity="mail.example.com")["Policies"] == {"Walk_1": read}
    ses.delete_email_identity_policy(**named)
    assert ses.get_email_identity_policies(EmailIdentity="mail.example.com")["Policies"] == {}


def test_a_policy_has_rules(ses):
    identity = {"EmailIdentity": "mail.example.com"}
    for name, text in [
        ("no spaces", policy("mail.example.com")),
        ("no-json", "{"),
        ("too-long", json.dumps({"Version": "2012-10-17", "Id": "x" * 4096})),
    ]:
        with refused("BadRequestException"):
            ses.create_email_identity_policy(**identity, PolicyName=name, Policy=text)
    with refused("BadRequestException"):
        ses.create_email_identity_policy(EmailIdentity="launch.example.com", PolicyName="unverified",
                                         Policy=policy("launch.example.com"))


def test_tags_are_added_replaced_and_removed(ses):
    arn = identity_arn("mail.example.com")

    def tags():
        return {tag["Key"]: tag["Value"] for tag in ses.list_tags_for_resource(ResourceArn=arn)["Tags"]}

    before = tags()
    ses.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "walk"}, {"Key": "empty", "Value": ""}])
    assert tags() == {**before, "team": "walk", "empty": ""}
    ses.untag_resource(ResourceArn=arn, TagKeys=["empty", "was never there"])
    assert tags() == {**before, "team": "walk"}
    for refused_tags in ([{"Key": "aws:mine", "Value": "no"}], [{"Key": f"k{n}", "Value": ""} for n in range(51)]):
        with refused("BadRequestException"):
            ses.tag_resource(ResourceArn=arn, Tags=refused_tags)


def test_an_identity_is_created_once_and_deleted_once(ses):
    with refused("AlreadyExistsException"):
        ses.create_email_identity(EmailIdentity="shop.example.com")
    ses.create_email_identity(EmailIdentity="brief.example.com")
    ses.delete_email_identity(EmailIdentity="brief.example.com")
    with refused("NotFoundException"):
        ses.delete_email_identity(EmailIdentity="brief.example.com")


def test_what_is_not_there_is_not_found(ses):
    nowhere = {"EmailIdentity": "nowhere.example"}
    named = {**nowhere, "PolicyName": "p"}
    arn = identity_arn("nowhere.example")
    for call, arguments in [
        (ses.get_email_identity, nowhere),
        (ses.put_email_identity_dkim_attributes, {**nowhere, "SigningEnabled": True}),
        (ses.put_email_identity_dkim_signing_attributes, {**nowhere, "SigningAttributesOrigin": "AWS_SES"}),
        (ses.put_email_identity_mail_from_attributes, nowhere),
        (ses.put_email_identity_feedback_attributes, nowhere),
        (ses.put_email_identity_configuration_set_attributes, nowhere),
        (ses.get_email_identity_policies, nowhere),
        (ses.create_email_identity_policy, {**named, "Policy": policy("nowhere.example")}),
        (ses.update_email_identity_policy, {**named, "Policy": policy("nowhere.example")}),
        (ses.delete_email_identity_policy, named),
        (ses.tag_resource, {"ResourceArn": arn, "Tags": TAG_LIST}),
        (ses.untag_resource, {"ResourceArn": arn, "TagKeys": ["team"]}),
        (ses.list_tags_for_resource, {"ResourceArn": arn}),
        (ses.create_email_identity, {"EmailIdentity": "a.example.com", "ConfigurationSetName": "there-is-none"}),
    ]:
        with refused("NotFoundException"):
            call(**arguments)
