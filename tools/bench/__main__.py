"""Measures what docs/performance.md states, and says whether each figure meets its goal.

Usage: python3 tools/bench FRONTDESK FOLDER
FRONTDESK is the release binary. FOLDER is where end2end's packages are, for the figure that needs a browser.
"""

import sys
import tempfile

import browser
import figures
import load
import pages
import sandbox
from processes import Aws, Frontdesk

MANY = ["--users", "10000", "--identities", "10000"]

binary, end2end = sys.argv[1], sys.argv[2]

try:
    print("With 172 users and 30 identities:\n")
    with tempfile.TemporaryDirectory() as data, Aws(binary, []) as aws, Frontdesk(binary, aws, data) as frontdesk:
        frontdesk.wait_until_read()
        pages.weigh(frontdesk)
        pages.time(frontdesk)

    print("\nWith 10,000 users and 10,000 identities:\n")
    with tempfile.TemporaryDirectory() as data, Aws(binary, MANY) as aws:
        with Frontdesk(binary, aws, data) as frontdesk:
            frontdesk.wait_until_read()
            pages.time(frontdesk)
            load.one_connection(frontdesk)
            load.many_connections(frontdesk)
            load.aws_down(frontdesk, aws)
            browser.keystrokes(frontdesk, end2end)
            browser.badge(frontdesk, aws, end2end)
            figures.note("memory of the server", frontdesk.memory(), "MB", most=150)
            figures.note("the same at its peak", frontdesk.peak_memory(), "MB")
            session = frontdesk.headers
        load.restart(binary, aws, data, session)

    print("\nThe simulated AWS with 10,000 users and 10,000 identities:\n")
    sandbox.measure(binary)
finally:
    # Also of what was measured before something failed.
    print("\nThe goals:\n")
    status = figures.report()
sys.exit(status)
