"""A Frontdesk and the simulated AWS that it reads, as processes of their own: on two cores, the server's and everybody else's."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

SERVERS_CORE, OTHERS_CORE = 0, 1
# What Chromium accepts.
ENCODINGS = "gzip, deflate, br, zstd"
ADDRESS, HEALTH = "127.0.0.1:3928", "127.0.0.1:3929"


def on_core(core: int, command: list[str]) -> list[str]:
    """The command, bound to a core, where there are several and `taskset` is."""
    return ["taskset", "-c", str(core), *command] if (os.cpu_count() or 1) > 1 else command


class Process:
    """Something that ends with the block it is made in."""

    def __init__(self, command: list[str], environment: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | (environment or {}))

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.send(signal.SIGCONT)
        self.process.terminate()
        self.process.wait()

    def send(self, number: int) -> None:
        self.process.send_signal(number)

    def line(self) -> str:
        line = self.process.stdout.readline()
        return line or sys.exit(f"{self.process.args} ended")

    def status(self, field: str) -> float:
        """A size of /proc/PID/status, in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith(field))
        return int(line.split()[1]) / 1024


class Aws(Process):
    def __init__(self, binary: str, options: list[str]) -> None:
        command = [binary, "sandbox", "--listen", "127.0.0.1:0", "--dns-listen", "127.0.0.1:0", "--rates", "off", *options]
        super().__init__(on_core(OTHERS_CORE, command))
        self.url = re.search(r"http://[\d.:]+\d", self.line()).group()


class Frontdesk(Process):
    """A server that reads AWS as fast as it can, and everybody of which may ask as often as they like."""

    def __init__(self, binary: str, aws: Aws, data: str, headers: dict[str, str] | None = None) -> None:
        environment = {
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "AWS_REGION": "us-east-1",
            "FRONTDESK_REGIONS": "us-east-1,eu-west-2,ap-southeast-2",
            "FRONTDESK_DATA": data,
            "FRONTDESK_LOG": "error",
            "FRONTDESK_AUTH__MODE": "none",
            "FRONTDESK_HEALTH_LISTEN": HEALTH,
            "FRONTDESK_LIMITS__BURST": "1000000000",
            "FRONTDESK_LIMITS__REQUESTS_PER_SECOND": "1000000000",
            "FRONTDESK_QUOTAS__SHARE": "1",
            "FRONTDESK_QUOTAS__CONNECT": "10000",
            "FRONTDESK_QUOTAS__CONNECT_READS": "10000",
            "FRONTDESK_QUOTAS__SES": "10000",
            "FRONTDESK_QUOTAS__WORKSPACES": "10000",
        }
        self.base, self.health = f"http://{ADDRESS}", f"http://{HEALTH}"
        super().__init__(on_core(SERVERS_CORE, [binary, "serve", "--listen", ADDRESS]), environment)
        # As a browser asks that has signed in.
        self.headers = headers or {"Accept": "text/html", "Accept-Encoding": ENCODINGS, "Cookie": self.sign_in()}

    def sign_in(self) -> str:
        self.line()
        opener = urllib.request.build_opener(NoRedirect())
        request = urllib.request.Request(f"{self.base}/auth/sign-in", headers={"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"})
        try:
            answer = opener.open(request, timeout=10)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.headers["Set-Cookie"].split(";")[0]

    def get(self, path: str, encoding: str = "identity") -> bytes:
        request = urllib.request.Request(self.base + path, headers=self.headers | {"Accept-Encoding": encoding})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def wait_until_read(self) -> None:
        unread = ("not read yet", "<progress", "being checked")
        self.wait_until("everything is read", lambda: not any(words in self.get("/").decode() for words in unread))

    def refresh(self) -> None:
        """Asks for all to be listed now."""
        headers = self.headers | {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
        request = urllib.request.Request(f"{self.base}/api/refresh-sync", data=b"", headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()

    def wait_until_said(self, words: str, paths: list[str]) -> None:
        self.wait_until(f"{paths} say “{words}”", lambda: all(words in self.get(path).decode() for path in paths))

    def wait_until(self, what: str, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 300
        while not is_so():
            if time.monotonic() > deadline:
                sys.exit(f"waited too long until {what}")
            time.sleep(0.2)

    def memory(self) -> float:
        return self.status("VmRSS")

    def peak_memory(self) -> float:
        return self.status("VmHWM")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None
