"""The redirects that we write for nginx and Apache, asked of these servers."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

from migrator.api import load_site
from migrator.redirects import host_file
from migrator.site import Redirect

SITES = Path(__file__).parents[1] / "fixtures" / "sites"
#: Addresses as configurations have them: encoded or not, with characters that mean something to a server.
RULES = [
    Redirect("/old", "/new"),
    Redirect("/old/guide.html", "/new/guide/"),
    Redirect("/책/첫 장", "/책장/첫-장/"),
    Redirect("/%EA%B0%80/", "/%EB%82%98/"),
    Redirect("/a b (c)", "/x y/"),
    Redirect("/100%25", "/all%25"),
    Redirect("/c++", "/c++/new"),
    Redirect("/what%3F", "/why/"),
    Redirect("/$1", "/cost$2/$x"),
    Redirect("/a&b", "/a&b/c"),
    Redirect("/it's", "/it's/so"),
    Redirect('/"so"', '/"thus"'),
    Redirect("/[x]", "/x#part-2"),
    Redirect("/away", "https://example.org/x?y=1&z=%EC%B1%85#top"),
    Redirect("/{x}", "/~me/{x}"),
    Redirect("/p|q^r", "/semi;colon"),
]
NGINX = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/tmp;
  proxy_temp_path {folder}/tmp;
  fastcgi_temp_path {folder}/tmp;
  uwsgi_temp_path {folder}/tmp;
  scgi_temp_path {folder}/tmp;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/public;
    include {folder}/redirects.nginx.conf;
  }}
}}
"""
MODULES = Path("/usr/lib/apache2/modules")
APACHE = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule dir_module {modules}/mod_dir.so
DocumentRoot {folder}/public
<Directory {folder}/public>
  AllowOverride All
  Require all granted
</Directory>
"""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def served(command: list[str], port: int, log: Path) -> Iterator[None]:
    """Run a server in the foreground of a process of its own, as long as it is needed."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(300):
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, log.read_text() if log.exists() else command
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def nginx(folder: Path, rules: list[Redirect]) -> Iterator[int]:
    port = _free_port()
    (folder / "public").mkdir()
    (folder / "redirects.nginx.conf").write_text(host_file("nginx", rules)[0], "utf-8")
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    command = [
        str(shutil.which("nginx")),
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        f"{folder}/error.log",
    ]
    with served(command, port, folder / "error.log"):
        yield port


@contextmanager
def apache(folder: Path, rules: list[Redirect]) -> Iterator[int]:
    port = _free_port()
    (folder / "public").mkdir()
    (folder / "public" / ".htaccess").write_text(host_file("apache", rules)[0], "utf-8")
    (folder / "apache.conf").write_text(APACHE.format(folder=folder, port=port, modules=MODULES))
    command = [str(shutil.which("apache2")), "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]
    with served(command, port, folder / "error.log"):
        yield port


def ask(port: int, path: str) -> tuple[int, str | None]:
    """Return the status of an address and where it leads."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")
    finally:
        connection.close()


def read(url: str | None, port: int) -> tuple[str, ...]:
    """The parts of a URL, its path decoded: servers encode more or less of it."""
    parts = urlsplit(urljoin(f"http://127.0.0.1:{port}", url or ""))
    return parts.netloc, unquote(parts.path), parts.query, parts.fragment


NO_NGINX = pytest.mark.skipif(not shutil.which("nginx"), reason="there is no nginx")
NO_APACHE = pytest.mark.skipif(not (shutil.which("apache2") and MODULES.is_dir()), reason="there is no apache2")
Server = Callable[[Path, list[Redirect]], AbstractContextManager[int]]


@pytest.mark.parametrize("server", [pytest.param(nginx, marks=NO_NGINX), pytest.param(apache, marks=NO_APACHE)])
def test_every_rule_is_followed(server: Server, tmp_path: Path) -> None:
    fixtures = [
        one
        for site in sorted(SITES.glob("*/site"))
        for edition in load_site(site).site.editions
        for one in edition.redirects
    ]
    rules = list({one.source: one for one in [*RULES, *fixtures]}.values())
    wrong = []
    with server(tmp_path, rules) as port:
        for one in rules:
            path = quote(one.source, safe="/%")
            status, location = ask(port, path)
            if status != 301 or read(location, port) != read(one.target, port):
                wrong.append((one.source, one.target, status, location))
        assert ask(port, "/old/elsewhere")[0] != 301
    assert wrong == []
