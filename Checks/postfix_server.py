"""A Postfix of a check's own, on a private port and in a private folder, that delivers into a mailbox there."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

DOMAIN = "reader.example"
START_SECONDS = 30.0
SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
SETTINGS = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log/postfix.log
maillog_file_prefixes = {folder}
mail_owner = postfix
myhostname = mx.reader.example
mydestination =
mynetworks = 127.0.0.0/8
inet_protocols = ipv4
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}
virtual_mailbox_maps = inline:{{ {{ ann@{domain} = mail/ann/ }} }}
recipient_delimiter = +
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{group}
virtual_minimum_uid = 1
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
"""


class PostfixServer:
    """Starts on entering, and is gone with its folder on leaving. Needs root, as Postfix does."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="masthead-postfix-", dir="/tmp"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    def __enter__(self) -> PostfixServer:
        owner = pwd.getpwnam("postfix")
        self.folder.chmod(0o755)
        for name in ["queue", "data", "log", "mail", "etc"]:
            (self.folder / name).mkdir()
        for name in ["data", "mail"]:
            os.chown(self.folder / name, owner.pw_uid, owner.pw_gid)
        values = {"folder": self.folder, "domain": DOMAIN, "user": owner.pw_uid, "group": owner.pw_gid, "port": self.port}
        (self.folder / "etc/main.cf").write_text(SETTINGS.format(**values), encoding="ascii")
        (self.folder / "etc/master.cf").write_text(SERVICES.format(**values), encoding="ascii")
        try:
            self._run("start")
            self._wait_for_port()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._run("abort")
        except subprocess.CalledProcessError:
            pass  # it never ran
        shutil.rmtree(self.folder, ignore_errors=True)

    def mails(self, count: int, seconds: float = 30.0) -> list[bytes]:
        """What lies in the mailbox, once there are so many."""
        box = self.folder / "mail/ann/new"
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            files = sorted(box.iterdir()) if box.exists() else []
            if len(files) >= count:
                return [file.read_bytes() for file in files]
            time.sleep(0.1)
        raise TimeoutError(f"no {count} mails came; {self.log()}")

    def log(self) -> str:
        file = self.folder / "log/postfix.log"
        return file.read_text(encoding="utf-8", errors="replace")[-2000:] if file.exists() else "no log"

    def _run(self, command: str) -> None:
        subprocess.run(["/usr/sbin/postfix", "-c", str(self.folder / "etc"), command], check=True, capture_output=True)

    def _wait_for_port(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError(f"Postfix did not start; {self.log()}")
