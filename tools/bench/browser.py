"""What somebody waits for who looks at a page in a browser, which has all cores like anybody's."""

import json
import subprocess

import figures
from processes import Aws, Frontdesk


def badge(frontdesk: Frontdesk, aws: Aws, end2end: str) -> None:
    """How long after AWS has told a change an open page's badge does."""
    script = ["node", "bench/badge.mjs", frontdesk.base, frontdesk.headers["Cookie"], aws.url]
    times = sorted(json.loads(subprocess.run(script, cwd=end2end, check=True, capture_output=True, text=True).stdout))
    figures.note("a change in AWS, from its reading to an open page's badge, slowest of 20", times[-1], "ms", most=1000)
    figures.note("the same, median", times[len(times) // 2], "ms")


def keystrokes(frontdesk: Frontdesk, end2end: str) -> None:
    """How long after a key is pressed in the filter the rows that it finds are on the screen."""
    script = ["node", "bench/keystrokes.mjs", frontdesk.base, frontdesk.headers["Cookie"]]
    times = sorted(json.loads(subprocess.run(script, cwd=end2end, check=True, capture_output=True, text=True).stdout))
    figures.note("filter of 10,000 users, a key until its rows are on the screen, p95", times[int(len(times) * 0.95)], "ms", most=100)
    figures.note("the same, median", times[len(times) // 2], "ms")
    figures.note("keys pressed", len(times), "")
