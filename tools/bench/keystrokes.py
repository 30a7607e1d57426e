"""How long after a key is pressed in the filter the rows that it finds are on the screen."""

import json
import subprocess

import figures
from processes import OTHERS_CORE, Frontdesk, on_core


def measure(frontdesk: Frontdesk, end2end: str) -> None:
    script = on_core(OTHERS_CORE, ["node", "bench/keystrokes.mjs", frontdesk.base, frontdesk.headers["Cookie"]])
    times = sorted(json.loads(subprocess.run(script, cwd=end2end, check=True, capture_output=True, text=True).stdout))
    figures.note("filter of 10,000 users, a key until its rows are on the screen, p95", times[int(len(times) * 0.95)], "ms", most=100)
    figures.note("the same, median", times[len(times) // 2], "ms")
    figures.note("keys pressed", len(times), "")
