"""What `/_sandbox` lets go wrong, as boto3 meets it."""
import pytest
from botocore.exceptions import ConnectionClosedError

from aws import Aws, refused
from served import Served

CALLS = {
    "connect": ("ListInstances", "ThrottlingException", "AccessDeniedException"),
    "ses": ("GetAccount", "TooManyRequestsException", "AccessDeniedException"),
    "workspaces": ("DescribeConnectionAliases", "ThrottlingException", "AccessDeniedException"),
}


@pytest.fixture
def call(aws):
    """Makes the call of a service that CALLS names."""
    calls = {
        "connect": lambda: aws.connect().list_instances(),
        "ses": lambda: aws.sesv2().get_account(),
        "workspaces": lambda: aws.workspaces().describe_connection_aliases(),
    }
    return lambda service: calls[service]()


@pytest.fixture
def fault(sandbox):
    """Adds rules that strike once, and removes them after the test."""
    def add(kind, **members):
        status, rule = sandbox.control("POST", "/faults", {"kind": kind, "times": 1, **members})
        assert (status, rule["struck"]) == (201, 0)

    yield add
    sandbox.control("DELETE", "/faults")


@pytest.mark.parametrize("service", CALLS)
@pytest.mark.parametrize(("kind", "position"), [("THROTTLE", 1), ("ACCESS_DENIED", 2)])
def test_a_refusal_is_the_services_own_and_passes(service, kind, position, call, fault):
    operation = CALLS[service][0]
    fault(kind, service=service, operation=operation)
    with refused(CALLS[service][position]):
        call(service)
    call(service)


def test_a_reset_connection_is_one(call, fault):
    fault("RESET_BEFORE", service="connect")
    with pytest.raises(ConnectionClosedError):
        call("connect")
    call("connect")


def test_calls_are_recorded(sandbox, call):
    sandbox.control("DELETE", "/calls")
    for service in CALLS:
        call(service)
    _, listing = sandbox.control("GET", "/calls")
    assert [(one["service"], one["operation"], one["status"]) for one in listing["calls"]] == [
        (service, operation, 200) for service, (operation, *_) in CALLS.items()
    ]


def test_rates_are_real_unless_they_are_switched_off(watch):
    """SES takes one call a second; the clock stands still, so that the test decides when a second has passed."""
    with Served() as served:
        served.control("PUT", "/clock", {"running": False})
        ses = Aws(served.url, watch).sesv2()
        ses.get_account()
        with refused("TooManyRequestsException"):
            for _ in range(10):
                ses.get_account()
        served.control("PUT", "/clock", {"step": "1s"})
        ses.get_account()
        served.control("PUT", "/settings", {"rates": "off"})
        for _ in range(10):
            ses.get_account()


def test_lists_lag_behind_if_they_are_told_to(sandbox, aws):
    """A describe call sees a change at once."""
    ses = aws.sesv2("eu-central-1")
    sandbox.control("PUT", "/clock", {"running": False})
    sandbox.control("PUT", "/settings", {"list_delay_ms": 5000})
    ses.create_email_identity(EmailIdentity="lagging.example.com")
    assert ses.get_email_identity(EmailIdentity="lagging.example.com")
    assert ses.list_email_identities()["EmailIdentities"] == []
    sandbox.control("PUT", "/clock", {"step": 5})
    assert len(ses.list_email_identities()["EmailIdentities"]) == 1


def test_two_runs_answer_the_same_calls_alike(watch):
    """Ids, tokens, request ids and times included, where the clock stands still from the start."""

    def answers():
        with Served("--rates", "off", "--now", "2026-01-31T12:00:00Z") as served:
            aws = Aws(served.url, watch)
            instance = aws.connect().list_instances()["InstanceSummaryList"][0]["Id"]
            given = [
                aws.connect().search_users(InstanceId=instance),
                aws.connect().list_users(InstanceId=instance, MaxResults=5),
                aws.sesv2().create_email_identity(EmailIdentity="alike.example.com"),
                aws.sesv2().get_email_identity(EmailIdentity="launch.example.com"),
                aws.workspaces().create_connection_alias(ConnectionString="alike.example.com"),
                aws.workspaces().describe_connection_aliases(),
            ]
            served.control("PUT", "/clock", {"step": "72h"})
            given.append(aws.sesv2().get_email_identity(EmailIdentity="launch.example.com"))
        for answer in given:
            answer["ResponseMetadata"]["HTTPHeaders"].pop("date")
        return given

    assert answers() == answers()
