"""How many pages a second, how fast the slowest of a hundred, and how soon after a restart."""

import json
import signal
import statistics
import subprocess
import time
import urllib.error
from pathlib import Path

import figures
from processes import OTHERS_CORE, Aws, Frontdesk, on_core

REPORT = str(Path(__file__).with_name("wrk.lua"))
PAGE = "/users"


def wrk(url: str, connections: int, seconds: int, headers: dict[str, str], *arguments: str) -> dict[str, float]:
    """What wrk measures: requests a second, milliseconds. The arguments are those of its script."""
    lines = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", REPORT, *lines, url, "--", *arguments]
    said = subprocess.run(on_core(OTHERS_CORE, command), check=True, capture_output=True, text=True).stdout
    measured = json.loads(said.splitlines()[-1])
    if measured["errors"]:
        raise SystemExit(f"{measured['errors']} requests of {url} failed")
    return measured


def page(frontdesk: Frontdesk, connections: int, seconds: int, path: str = PAGE, **others: str) -> dict[str, float]:
    return wrk(frontdesk.base + path, connections, seconds, frontdesk.headers | others)


def one_connection(frontdesk: Frontdesk) -> None:
    page(frontdesk, 1, 2)
    measured = page(frontdesk, 1, 10)
    figures.note("50 of 10,000 users, 1 connection, p99", measured["p99"], "ms", most=5)
    figures.note("the same, median", measured["p50"], "ms")
    anew = wrk(frontdesk.base + PAGE, 1, 10, frontdesk.headers, "anew")
    figures.note("the same, drawn anew each time, median", anew["p50"], "ms")
    figures.note("the same, p99", anew["p99"], "ms")


def many_connections(frontdesk: Frontdesk) -> None:
    """Against a route of the same process that does nothing, in turns."""
    bare, pages, plain = [], [], []
    for _ in range(3):
        bare.append(wrk(f"{frontdesk.health}/healthz", 32, 3, {})["rate"])
        pages.append(page(frontdesk, 32, 5)["rate"])
        plain.append(page(frontdesk, 32, 5, **{"Accept-Encoding": "identity"})["rate"])
    rate = statistics.median(bare)
    figures.note("a bare route, 32 connections, one core", rate, "1/s")
    figures.note("50 of 10,000 users, 32 connections, one core", statistics.median(pages), "1/s")
    figures.note("the same, × the bare route", statistics.median(pages) / rate, "×", least=0.025)
    figures.note("the same, not compressed, × the bare route", statistics.median(plain) / rate, "×")


def aws_down(frontdesk: Frontdesk, aws: Aws) -> None:
    """Pages, drawn anew each time, while AWS answers and while it does not, in turns; then once pages say that it does not."""
    paths = ["/", "/users", "/identities", "/search?q=shop.example.com"]

    def p99(path: str) -> float:
        return wrk(frontdesk.base + path, 1, 2, frontdesk.headers, "anew")["p99"]

    def ratio(down: dict[str, list[float]]) -> float:
        return max(statistics.median(down[path]) / statistics.median(normal[path]) for path in paths)

    normal, stalled = {path: [] for path in paths}, {path: [] for path in paths}
    for path in paths:
        for _ in range(7):
            normal[path].append(p99(path))
            aws.send(signal.SIGSTOP)
            stalled[path].append(p99(path))
            aws.send(signal.SIGCONT)
    figures.note("AWS down: p99 of pages × normal, the page where it is most", ratio(stalled), "×", most=1.2)
    aws.send(signal.SIGSTOP)
    frontdesk.refresh()
    # Calls of each service have run into their time-outs.
    frontdesk.wait_until_said("does not answer", ["/users", "/identities", "/connection-aliases"])
    figures.note("the same, once pages say that it does not answer", ratio({path: [p99(path) for _ in range(7)] for path in paths}), "×", most=1.2)
    aws.send(signal.SIGCONT)
    frontdesk.refresh()


def restart(binary: str, aws: Aws, data: str, session: dict[str, str]) -> None:
    """From the start of a process that finds all in its database to its first whole page."""
    start = time.monotonic()
    with Frontdesk(binary, aws, data, session) as frontdesk:
        while time.monotonic() - start < 60:
            try:
                html = frontdesk.get(PAGE).decode()
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.002)
                continue
            if html.count('<tr role="row"') == 51 and "checking…" not in html:
                break
        figures.note("restart, until the first whole page of users", time.monotonic() - start, "s", most=1)
