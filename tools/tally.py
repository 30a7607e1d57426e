"""Adds up JUnit reports into one closing line: N passed, N failed."""

import sys
import xml.etree.ElementTree as ElementTree

passed = failed = skipped = 0
for report in sys.argv[1:]:
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
