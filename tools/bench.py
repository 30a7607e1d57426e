"""Asks a running Frontdesk for its pages and prints weights (bytes after brotli) and times (milliseconds)."""

import http.cookiejar
import re
import statistics
import sys
import time
import urllib.request

base = sys.argv[1]
PAGES = ["/", "/users", "/users?q=-has:mobile&sort=-modified", "/email-addresses", "/identities", "/connection-aliases"]

browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))


def get(path: str, encoding: str = "br") -> bytes:
    request = urllib.request.Request(base + path, headers={"Accept-Encoding": encoding, "Accept": "text/html"})
    with browser.open(request, timeout=10) as response:
        return response.read()


def sign_in() -> bool:
    request = urllib.request.Request(base + "/auth/sign-in", data=b"role=viewer", headers={"Origin": base})
    with browser.open(request, timeout=10) as response:
        return response.status == 200


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
    text = get("/", "identity").decode()
    return "not read yet" not in text and "<progress" not in text


wait_until(sign_in)
wait_until(is_read)
folder = re.search(r"/pkg/[0-9a-f]+", get("/", "identity").decode()).group()
PARTS = [f"{folder}/frontdesk.{ending}" for ending in ("js", "wasm", "css")]
print(f"{'':44}{'bytes (br)':>12}{'median ms':>12}{'slowest ms':>12}")
for path in PAGES + PARTS:
    times = []
    for _ in range(50):
        start = time.perf_counter()
        body = get(path)
        times.append((time.perf_counter() - start) * 1000)
    print(f"{path:44}{len(body):>12,}{statistics.median(times):>12.1f}{max(times):>12.1f}")
