"""Who is asking: the two accounts, and where nothing is simulated."""
import pytest

from aws import ACCOUNT, OTHER_ACCOUNT, US, all_of


@pytest.mark.parametrize("account", [ACCOUNT, OTHER_ACCOUNT])
def test_the_access_key_decides_the_account(aws, account):
    assert aws.client("sts", US, account).get_caller_identity()["Account"] == account


def test_other_regions_are_empty(aws):
    elsewhere = "sa-east-1"
    assert aws.connect(elsewhere).list_instances()["InstanceSummaryList"] == []
    assert all_of(aws.sesv2(elsewhere).list_email_identities, "EmailIdentities") == []
    assert all_of(aws.workspaces(elsewhere).describe_connection_aliases, "ConnectionAliases") == []
