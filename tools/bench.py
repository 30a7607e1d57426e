"""Asks a running Frontdesk for its pages and prints weights (bytes after brotli) and times (milliseconds)."""

import statistics
import sys
import time
import urllib.request

base = sys.argv[1]
PAGES = ["/", "/users", "/users?q=-has:mobile&sort=-modified", "/email-addresses", "/identities", "/connection-aliases"]
PARTS = ["/pkg/frontdesk.js", "/pkg/frontdesk.wasm", "/pkg/frontdesk.css"]


def get(path: str) -> bytes:
    request = urllib.request.Request(base + path, headers={"Accept-Encoding": "br", "Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return response.read()


def wait_until(ready) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if ready():
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit("the server did not get ready")


def is_read() -> bool:
    request = urllib.request.Request(base + "/", headers={"Accept-Encoding": "identity"})
    with urllib.request.urlopen(request, timeout=10) as response:
        text = response.read().decode()
    return "not read yet" not in text and "<progress" not in text


wait_until(lambda: get("/healthz") is not None)
wait_until(is_read)
print(f"{'':44}{'bytes (br)':>12}{'median ms':>12}{'slowest ms':>12}")
for path in PAGES + PARTS:
    times = []
    for _ in range(50):
        start = time.perf_counter()
        body = get(path)
        times.append((time.perf_counter() - start) * 1000)
    print(f"{path:44}{len(body):>12,}{statistics.median(times):>12.1f}{max(times):>12.1f}")
