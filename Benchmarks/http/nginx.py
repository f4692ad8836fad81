"""nginx, serving given bytes as static files, as the peer to be measured against."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from example_site import HOST, SiteError, fetch, free_port, tail

# As an administrator who wants speed would set it: no log, sendfile, compressed files ready on disk.
CONFIGURATION = """
worker_processes auto;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 1h;
    keepalive_requests 1000000000;
    gzip_static on;
    gzip_vary on;
    default_type "text/html; charset=utf-8";
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {host}:{port} backlog=4096;
        {content}
    }}
}}
"""


def binary() -> str:
    """Where nginx is; Debian keeps it out of a plain user's PATH."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        raise SiteError("nginx is missing; run Scripts/setup.sh bench")
    return found


def version() -> str:
    report = subprocess.run([binary(), "-v"], capture_output=True, text=True, check=True).stderr
    return report.strip().rpartition("/")[2]


@contextmanager
def serving(path: str, plain: bytes, packed: bytes) -> Iterator[int]:
    """Serves a body, and its gzip form, at a path; yields the port."""
    with tempfile.TemporaryDirectory(prefix="masthead-nginx-") as name:
        folder = Path(name)
        file = folder / "site" / path.lstrip("/")
        file.parent.mkdir()
        file.write_bytes(plain)
        file.with_name(file.name + ".gz").write_bytes(packed)
        with _running(folder, path, f"root {folder}/site;") as port:
            yield port


@contextmanager
def redirecting(path: str, location: str) -> Iterator[int]:
    """Answers 302 with an address at a path; yields the port."""
    with tempfile.TemporaryDirectory(prefix="masthead-nginx-") as name:
        content = f'location = {path} {{ add_header Cache-Control no-store; return 302 "{location}"; }}'
        with _running(Path(name), path, content) as port:
            yield port


@contextmanager
def _running(folder: Path, path: str, content: str) -> Iterator[int]:
    folder.chmod(0o755)  # root's nginx reads as another user
    port, configuration, log = free_port(), folder / "nginx.conf", folder / "output.log"
    text = CONFIGURATION.format(folder=folder, host=HOST, port=port, content=content)
    configuration.write_text(text, encoding="utf-8")
    with log.open("wb") as output:
        process = subprocess.Popen([binary(), "-c", str(configuration)], stdout=output, stderr=output, cwd=folder)
    try:
        _wait(port, path, process, log)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, path: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(250):
        if process.poll() is not None:
            raise SiteError(f"nginx ended at once; it said:\n{tail(log)}")
        try:
            fetch(port, path)
            return
        except OSError:
            time.sleep(0.02)
    raise SiteError(f"nginx does not answer at http://{HOST}:{port}{path}")
