"""Web servers of others, serving a folder by the rules in it: nginx, Apache and Caddy."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import programs


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


NGINX = """\
pid {folder}/pid; error_log {folder}/log; events {{}}
http {{
  access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2;
  fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; include {folder}/410.nginx.conf; }}
}}
"""
APACHE = """\
ServerRoot /usr/lib/apache2
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule dir_module modules/mod_dir.so
LoadModule alias_module modules/mod_alias.so
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/log
DocumentRoot {folder}/site
Include {folder}/410.apache.conf
<Directory {folder}/site>
Require all granted
</Directory>
"""
CADDY = """\
{{
admin off
auto_https off
}}
http://127.0.0.1:{port} {{
root * {folder}/site
import {folder}/410.Caddyfile
file_server
}}
"""
HOSTS = {
    "nginx": (NGINX, ["-c", "{file}", "-g", "daemon off;"]),
    "apache2": (APACHE, ["-f", "{file}", "-DFOREGROUND"]),
    "caddy": (CADDY, ["run", "--adapter", "caddyfile", "--config", "{file}"]),
}


@contextmanager
def host(name: str, folder: Path) -> Iterator[str]:
    """The host ``name``, serving ``folder``/site by the rules in ``folder``."""
    configuration, options = HOSTS[name]
    port, file = free_port(), folder / "host.conf"
    file.write_text(configuration.format(folder=folder, port=port))
    command = [programs.find(name), *(option.format(file=file) for option in options)]
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        for _ in range(100):
            with socket.socket() as place:
                if place.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def answer(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
