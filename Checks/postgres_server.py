"""A PostgreSQL server of a check's own, on a Unix socket in a private folder, that keeps what it acknowledges."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")
START_SECONDS = 60.0
PORT = 5432  # of the socket's name; nothing listens on the network


class PostgresServer:
    """Starts on entering, and is gone with its folder on leaving. It ends, too, when this process does."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="masthead-postgres-", dir="/tmp"))
        self.address = f"host={self.folder} port={PORT} user=masthead dbname=postgres"
        self.programs = programs()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PostgresServer:
        user = server_user()
        if user:
            shutil.chown(self.folder, user.pw_name)
        try:
            self._run("initdb", f"--pgdata={self.folder}/data", "--username=masthead", "--auth=trust",
                      "--encoding=UTF8", "--locale=C", "--no-instructions")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process and self.process.poll() is None:
            self.stop_at_once()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Starts the server, which first recovers whatever the last one left behind."""
        line = self._line("postgres", "-D", f"{self.folder}/data", "-k", str(self.folder), "-p", str(PORT))
        line += ["-c", "listen_addresses=", "-c", "dynamic_shared_memory_type=mmap", "-c", "max_connections=50"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        ready = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(PORT)]
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run(ready, check=False).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-600:]}")
            time.sleep(0.02)

    def stop_at_once(self) -> None:
        """Stops it without a checkpoint, and cuts every connection (an immediate shutdown)."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(self._line(program, *arguments), check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{program} failed: {done.stderr}")

    def _line(self, program: str, *arguments: str) -> list[str]:
        drop = ["setpriv", "--pdeathsig", "QUIT"]
        if user := server_user():
            drop += ["--reuid", user.pw_name, "--regid", str(user.pw_gid), "--init-groups"]
        return [*drop, str(self.programs / program), *arguments]


def programs() -> Path:
    """The folder of the newest PostgreSQL that is installed."""
    found = [path for path in INSTALLED.glob("*/bin") if (path / "initdb").exists() and (path / "postgres").exists()]
    if not found:
        raise SystemExit("No PostgreSQL server is installed; on Debian: apt-get install postgresql-15")
    return max(found, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)


def server_user() -> pwd.struct_passwd | None:
    """Who runs the server, which refuses to run as root; None for whoever runs the check."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("PostgreSQL does not run as root, and there is no user postgres or nobody.")
