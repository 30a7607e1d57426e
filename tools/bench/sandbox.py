"""The simulated AWS with 10,000 users and 10,000 identities: start-up time, memory and answer times."""

import http.client
import json
import statistics
import subprocess
import sys
import time

PORT = 3919
CREDENTIAL = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/{}/aws4_request"


def call(connection: http.client.HTTPConnection, service: str, method: str, path: str, body: dict | None = None) -> dict:
    return json.loads(answer(connection, service, method, path, body))


def answer(connection: http.client.HTTPConnection, service: str, method: str, path: str, body: dict | None) -> bytes:
    headers = {"Authorization": CREDENTIAL.format(service), "Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    response = connection.getresponse()
    text = response.read()
    if response.status != 200:
        sys.exit(f"{method} {path}: {response.status} {text[:200]!r}")
    return text


def first_answer() -> http.client.HTTPConnection:
    """Waits until the port answers; polls every millisecond."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        try:
            call(connection, "connect", "GET", "/instance")
            return connection
        except OSError:
            time.sleep(0.001)
    sys.exit("the simulated AWS did not start")


def peak_memory(pid: int) -> float:
    """The largest resident size so far, in MB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def page_times(connection: http.client.HTTPConnection, service: str, path: str, body: dict, count: int) -> list[float]:
    """Follows the pages to their end, again and again; milliseconds of each, until all of it has come."""
    times, token = [], {}
    while len(times) < count:
        start = time.perf_counter()
        text = answer(connection, service, "POST", path, body | token)
        times.append((time.perf_counter() - start) * 1000)
        page = json.loads(text)
        token = {"NextToken": page["NextToken"]} if "NextToken" in page else {}
    return times


def report(name: str, times: list[float]) -> None:
    print(f"{name:44}{statistics.median(times):>10.1f} ms median {max(times):>10.1f} ms slowest")


def measure(binary: str) -> None:
    start = time.perf_counter()
    command = ["sandbox", "--listen", f"127.0.0.1:{PORT}", "--users", "10000", "--identities", "10000", "--rates", "off"]
    server = subprocess.Popen([binary, *command], stdout=subprocess.DEVNULL)
    try:
        aws = first_answer()
        print(f"{'start, until the first answer':44}{time.perf_counter() - start:>10.2f} s")
        instances = call(aws, "connect", "GET", "/instance")["InstanceSummaryList"]
        instance = next(one["Id"] for one in instances if one["InstanceAlias"] == "support-us")
        users = {"InstanceId": instance, "MaxResults": 500}
        report("SearchUsers, 500 a page", page_times(aws, "connect", "/search-users", users, 200))
        by_name = {"StringCondition": {"FieldName": "Username", "Value": "zoe.akerstrom", "ComparisonType": "EXACT"}}
        report("SearchUsers, one by name", page_times(aws, "connect", "/search-users", users | {"SearchCriteria": by_name}, 200))
        report("ListEmailIdentities, 1000 a page", page_times(aws, "ses", "/v2/email/list-identities", {"PageSize": 1000}, 100))
        print(f"{'memory, at its peak':44}{peak_memory(server.pid):>10.0f} MB")
    finally:
        server.terminate()
        server.wait()
