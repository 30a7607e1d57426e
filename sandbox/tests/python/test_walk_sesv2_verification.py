"""How an identity comes to be verified, or not: by DNS, by a mail, by time."""
import pytest


@pytest.fixture(scope="module")
def ses(aws):
    return aws.sesv2()


@pytest.fixture
def create(ses):
    return lambda name: ses.create_email_identity(EmailIdentity=name)


def test_a_domain_without_records_fails_after_three_days(sandbox, ses, create):
    create("forgotten.example.com")
    assert ses.get_email_identity(EmailIdentity="forgotten.example.com")["VerificationStatus"] == "PENDING"
    sandbox.control("PUT", "/clock", {"step": "73h"})
    identity = ses.get_email_identity(EmailIdentity="forgotten.example.com")
    assert (identity["VerificationStatus"], identity["VerifiedForSendingStatus"]) == ("FAILED", False)


def test_a_domain_with_its_records_is_verified(sandbox, ses, create):
    dkim = create("published.example.com")["DkimAttributes"]
    zone = ses.get_email_identity(EmailIdentity="published.example.com")["DkimAttributes"]["SigningHostedZone"]
    for token in dkim["Tokens"]:
        sandbox.control("PUT", f"/dns/{token}._domainkey.published.example.com/CNAME",
                        {"values": [f"{token}.{zone}"], "ttl": 300})
    sandbox.control("PUT", "/clock", {"step": "73h"})
    identity = ses.get_email_identity(EmailIdentity="published.example.com")
    assert (identity["VerificationStatus"], identity["VerifiedForSendingStatus"]) == ("SUCCESS", True)
    assert identity["DkimAttributes"]["Status"] == "SUCCESS"


def test_an_address_is_verified_by_the_link_in_its_mail(sandbox, ses, create):
    create("clicker@example.net")
    _, box = sandbox.control("GET", "/mail")
    [mails] = box.values()
    [token] = [mail["token"] for mail in mails if mail["to"] == "clicker@example.net"]
    sandbox.control("POST", f"/mail/{token}")
    identity = ses.get_email_identity(EmailIdentity="clicker@example.net")
    assert (identity["VerificationStatus"], identity["VerifiedForSendingStatus"]) == ("SUCCESS", True)
