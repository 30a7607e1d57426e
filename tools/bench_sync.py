"""Starts Frontdesk in front of a simulated AWS that throttles as AWS does, only faster, and measures what reading it costs.

Times are multiplied by the speed: what is measured is how close the sync comes to what the quotas allow, not this machine.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter

binary = sys.argv[1]
USERS, IDENTITIES = 500, 1_000
UNCHANGED = 1_000
# What such rounds call of Amazon Connect.
PAGES = ["ListInstances", "ListUsers", "SearchEmailAddresses", "SearchUsers"]
SPEED = 20
SHARE = 0.5
# AWS's calls a second, as docs/operations.md has them.
CONNECT, CONNECT_READS, SES, WORKSPACES = 2, 10, 1, 2
PEOPLE = 100


class Frontdesk:
    """A demo, and the simulated AWS behind it."""

    def __init__(self, port: int, interval: int, users: int = USERS) -> None:
        environment = os.environ | {
            "FRONTDESK_QUOTAS__SHARE": str(SHARE),
            "FRONTDESK_QUOTAS__CONNECT": str(CONNECT * SPEED),
            "FRONTDESK_QUOTAS__CONNECT_READS": str(CONNECT_READS * SPEED),
            "FRONTDESK_QUOTAS__SES": str(SES * SPEED),
            "FRONTDESK_QUOTAS__WORKSPACES": str(WORKSPACES * SPEED),
            "FRONTDESK_SYNC__INTERVAL": str(interval),
            "FRONTDESK_LIMITS__BURST": "1000000",
            "FRONTDESK_LIMITS__REQUESTS_PER_SECOND": "1000000",
            "FRONTDESK_LOG": "error",
        }
        self.base = f"http://127.0.0.1:{port}"
        command = [binary, "demo", "--listen", f"127.0.0.1:{port}", "--rates", f"x{SPEED}"]
        command += ["--users", str(users), "--identities", str(IDENTITIES)]
        self.output = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(command, env=environment, stdout=self.output, stderr=self.output, text=True)
        self.control = self.wait(self.find_control)

    def __enter__(self) -> "Frontdesk":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    def find_control(self) -> str | None:
        self.output.seek(0)
        found = re.search(r"http://\S+/_sandbox", self.output.read())
        return found and found.group()

    @staticmethod
    def wait(ready):
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline:
            try:
                if found := ready():
                    return found
            except OSError:
                pass
            time.sleep(0.05)
        sys.exit("it did not get ready")

    def sign_in(self) -> str:
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: object) -> None:
                return None

        request = urllib.request.Request(f"{self.base}/auth/sign-in", data=b"role=viewer", headers={"Origin": self.base})
        try:
            answer = urllib.request.build_opener(Stay).open(request, timeout=10)
        except urllib.error.HTTPError as redirect:
            answer = redirect
        return answer.headers["Set-Cookie"].split(";")[0]

    def get(self, path: str, cookie: str) -> str:
        request = urllib.request.Request(self.base + path, headers={"Cookie": cookie, "Accept": "text/html"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()

    def column(self, path: str, name: str, cookie: str) -> list[str]:
        return [row[name] for row in csv.DictReader(io.StringIO(self.get(path, cookie).removeprefix("\ufeff")))]

    def calls(self, query: str = "limit=1") -> dict:
        with urllib.request.urlopen(f"{self.control}/calls?{query}", timeout=10) as answer:
            return json.load(answer)

    def counts(self, query: str = "limit=1") -> dict[str, int]:
        return self.calls(query)["counts"]

    def is_read(self, cookie: str) -> bool:
        text = self.get("/", cookie)
        return "not read yet" not in text and "<progress" not in text


MISSED: list[str] = []


def row(figure: str, goal: str, measured: str, is_met: bool) -> None:
    if not is_met:
        MISSED.append(figure)
    print(f"{figure:60}{goal:>24}{measured:>24}  {'met' if is_met else 'MISSED'}")


def cold() -> None:
    """From the first call until everything is described, against what the slowest bucket allows."""
    with Frontdesk(3931, 3600) as desk:
        cookie = desk.wait(desk.sign_in)
        start = time.monotonic()
        desk.wait(lambda: desk.is_read(cookie))
        took = (time.monotonic() - start) * SPEED
        # A call for each identity, at SES's rate in its Region: what takes longest is the Region with the most of them.
        least = max(Counter(desk.column("/identities.csv", "Region", cookie)).values()) / (SES * SHARE)
        throttled = sum(desk.counts("status=429&limit=1").values()) + sum(desk.counts("status=400&limit=1").values())
        row(
            f"cold sync, {USERS} users, {IDENTITIES:,} identities",
            f"<= 1.05 x {least:,.0f} s",
            f"{took / least:.3f} x ({took:,.0f} s)",
            took / least <= 1.05,
        )
        row("throttled answers meanwhile", "0", str(throttled), throttled == 0)


def steady() -> None:
    """What rounds cost in which nothing changed."""
    with Frontdesk(3932, 5, UNCHANGED) as desk:
        cookie = desk.wait(desk.sign_in)
        desk.wait(lambda: desk.is_read(cookie))
        before = desk.counts()
        rounds = desk.counts().get("connect:ListUsers", 0)
        instances = 3
        desk.wait(lambda: desk.counts().get("connect:ListUsers", 0) >= rounds + 4 * instances)
        after = desk.counts()
        more = {name: after[name] - before.get(name, 0) for name in after if after[name] > before.get(name, 0)}
        describes = more.get("connect:DescribeUser", 0)
        called = sorted(name.split(":")[1] for name in more if name.startswith("connect:"))
        others = [name for name in called if name not in PAGES]
        row(f"DescribeUser in rounds over {UNCHANGED:,} unchanged users", "0", str(describes), describes == 0)
        row("what else than list pages they called", "nothing", ", ".join(others) or "nothing", not others)


def people() -> None:
    """So many people open a page of which nothing is known yet."""
    with Frontdesk(3933, 3600) as desk:
        cookie = desk.wait(desk.sign_in)
        threads = [threading.Thread(target=desk.get, args=("/users", cookie)) for _ in range(PEOPLE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        desk.wait(lambda: desk.is_read(cookie))
        described = desk.counts()["connect:DescribeUser"]
        users = len(desk.get("/users.csv", cookie).splitlines()) - 1
        row(f"{PEOPLE} people open a cold page: DescribeUser a user", "1", f"{described / users:.2f}", described == users)


print(f"{'':60}{'goal':>24}{'measured':>24}")
cold()
steady()
people()
sys.exit(bool(MISSED))
