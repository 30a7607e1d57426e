"""What a page weighs, and how long the server takes for one."""

import http.client
import re
import statistics
import time as clock

import figures
from processes import ADDRESS, ENCODINGS, Frontdesk

PAGES = [
    "/",
    "/users",
    "/users?q=-has:mobile&sort=-modified",
    "/users?q=billing",
    "/email-addresses",
    "/identities",
    "/identities?q=status:failed",
    "/connection-aliases",
    "/search?q=shop.example.com",
]


# What comes with the first page, and what is fetched when somebody opens a thing, changes something, or looks at the rest.
FIRST = ["frontdesk.css", "frontdesk.js", "__wasm_split.______________________.js", "frontdesk.wasm"]
LATER = ["split_detail.wasm", "split_change.wasm", "split_rest.wasm"]


def weigh(frontdesk: Frontdesk) -> None:
    """Bytes of pages and of the files that come with the first."""
    print(f"{'':44}{'bytes':>12}{'compressed':>12}{'of that outside scripts':>26}")
    most = 0.0
    for path in PAGES:
        html = frontdesk.get(path)
        outside = re.sub(rb"<script.*?</script>", b"", html, flags=re.DOTALL)
        most = max(most, len(html) / len(outside))
        share = f"{len(outside):,} ({len(html) / len(outside):.2f})"
        print(f"{path:44}{len(html):>12,}{len(frontdesk.get(path, ENCODINGS)):>12,}{share:>26}")
    figures.note("HTML, of the page where it is most, × its bytes outside scripts", most, "×", most=1.6)
    folder = re.search(r"/pkg/[0-9a-f]+", frontdesk.get("/").decode()).group()
    sizes = {}
    for name in FIRST + LATER:
        path = f"{folder}/{name}"
        sizes[name] = len(frontdesk.get(path, ENCODINGS))
        print(f"{name:44}{len(frontdesk.get(path)):>12,}{sizes[name]:>12,}")
    code = sum(sizes[name] for name in FIRST if not name.endswith(".css"))
    figures.note("JavaScript and wasm of the first visit, compressed", code / 1000, "KB", most=350)


def time(frontdesk: Frontdesk) -> None:
    """Milliseconds of each page, one after the other."""
    print(f"\n{'':44}{'median ms':>12}{'slowest ms':>12}")
    connection = http.client.HTTPConnection(ADDRESS)
    for path in PAGES:
        times = []
        for _ in range(50):
            start = clock.perf_counter()
            connection.request("GET", path, headers=frontdesk.headers)
            connection.getresponse().read()
            times.append((clock.perf_counter() - start) * 1000)
        print(f"{path:44}{statistics.median(times):>12.1f}{max(times):>12.1f}")
