"""OpenSSH signatures (PROTOCOL.sshsig) of advocates over what they approved."""

from __future__ import annotations

import subprocess
import tempfile
import textwrap
from functools import lru_cache
from pathlib import Path

NAMESPACE = "consent@rooftop"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


class SignatureError(Exception):
    """A signature could not be made; the message says why."""


def payload(subject: str, person: str, digest: str) -> str:
    """What is signed: which file, which person, and the digest of words and terms."""
    return f"rooftop consent v1\n{subject}\n{person}\n{digest}\n"


def sign(text: str, key: Path) -> str:
    """The signature over ``text`` with the private key in ``key``, as one line. Raises
    `SignatureError`.
    """
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    except OSError as error:
        raise SignatureError(f"ssh-keygen can't be run: {error.strerror}") from error
    if done.returncode:
        raise SignatureError(done.stderr.decode(errors="replace").strip() or "ssh-keygen failed")
    return "".join(done.stdout.decode().splitlines()[1:-1])  # without the lines of armour


@lru_cache(maxsize=4096)
def verify(text: str, signature: str, person: str, allowed_signers: str) -> bool | None:
    """Whether ``signature`` over ``text`` is by a key that ``allowed_signers`` (its content) lists
    for ``person``; None where ssh-keygen cannot be run, so that nobody knows.
    """
    if not allowed_signers.strip():
        return False
    armoured = "\n".join([_BEGIN, *textwrap.wrap("".join(signature.split()), 70), _END, ""])
    with tempfile.TemporaryDirectory() as folder:
        signers, signed = Path(folder, "signers"), Path(folder, "signature")
        signers.write_text(allowed_signers, encoding="utf-8")
        signed.write_text(armoured, encoding="utf-8")
        command = ["ssh-keygen", "-Y", "verify", "-n", NAMESPACE, "-I", person]
        command += ["-f", str(signers), "-s", str(signed)]
        try:
            process = subprocess.run(
                command, input=text.encode(), capture_output=True, check=False, timeout=20
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    return process.returncode == 0
