"""The sandbox as people get it: the command `frontdesk sandbox`, on a free port."""
import json
import os
import pathlib
import re
import subprocess
import urllib.request

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "frontdesk"
BINARY = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", CACHE / "target")) / "release/frontdesk"


class Served:
    """A running sandbox, which holds what every sandbox holds at the start."""

    def __init__(self, *options):
        command = [str(BINARY), "sandbox", "--listen", "127.0.0.1:0", "--dns-listen", "127.0.0.1:0", *options]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        announced = self._process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", announced)
        assert found, f"the sandbox did not start: {announced!r}"
        self.url = found.group()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(timeout=10)
        self._process.stdout.close()

    def control(self, method, path, document=None):
        """What the sandbox's own `/_sandbox` answers: the status and the document."""
        body = None if document is None else json.dumps(document).encode()
        headers = {} if body is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/_sandbox{path}", data=body, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            content = response.read()
            return response.status, json.loads(content) if content else None
