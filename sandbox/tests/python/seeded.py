"""The ids of what a sandbox holds at the start, by the names that its documentation gives."""
import functools

from aws import ACCOUNT, EU, US, all_of


class Seeded:
    """Looks each thing up when it is first asked for."""

    def __init__(self, aws):
        self._aws = aws

    @functools.cache
    def instance(self, alias="support-us"):
        instances = all_of(self._connect(alias).list_instances, "InstanceSummaryList")
        return _by(instances, "InstanceAlias", "Id")[alias]

    @functools.cache
    def instance_arn(self, alias="support-us"):
        return self._connect(alias).describe_instance(InstanceId=self.instance(alias))["Instance"]["Arn"]

    def user(self, username, alias="support-us"):
        return self._summaries(alias, "list_users", "UserSummaryList", "Username")[username]

    def security_profile(self, name, alias="support-us"):
        return self._summaries(alias, "list_security_profiles", "SecurityProfileSummaryList")[name]

    def routing_profiles(self, alias="support-us"):
        return sorted(self._summaries(alias, "list_routing_profiles", "RoutingProfileSummaryList").values())

    def hierarchy_group(self, name, alias="support-us"):
        return self._summaries(alias, "list_user_hierarchy_groups", "UserHierarchyGroupSummaryList")[name]

    def address(self, address, alias="support-us"):
        return self._addresses(alias)[address]

    @functools.cache
    def connection_alias(self, connection_string, region=US):
        aliases = all_of(self._aws.workspaces(region).describe_connection_aliases, "ConnectionAliases")
        return _by(aliases, "ConnectionString", "AliasId")[connection_string]

    @functools.cache
    def directory(self, name, region=US):
        directories = all_of(self._aws.workspaces(region).describe_workspace_directories, "Directories")
        return _by(directories, "DirectoryName", "DirectoryId")[name]

    def user_arn(self, username, alias="support-us"):
        return f"{self.instance_arn(alias)}/agent/{self.user(username, alias)}"

    def _connect(self, alias):
        return self._aws.connect(EU if alias == "support-eu" else US)

    @functools.cache
    def _summaries(self, alias, operation, result, name="Name"):
        call = getattr(self._connect(alias), operation)
        return _by(all_of(call, result, InstanceId=self.instance(alias)), name, "Id")

    @functools.cache
    def _addresses(self, alias):
        call = self._connect(alias).search_email_addresses
        return _by(all_of(call, "EmailAddresses", InstanceId=self.instance(alias)), "EmailAddress", "EmailAddressId")


def identity_arn(name, region=US):
    """The ARN of an SES identity."""
    return f"arn:aws:ses:{region}:{ACCOUNT}:identity/{name}"


def _by(items, key, value):
    return {item[key]: item[value] for item in items}
