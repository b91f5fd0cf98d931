"""Say whether a cluster can be asked for at all, before anything that takes long is loaded."""

from importlib.util import find_spec

from lembar.errors import UsageError, problem

LOCAL = "local"
TCP, TLS = "tcp://", "tls://"
_NEEDED = ("distributed", "cryptography")


def check_address(address: str) -> None:
    """Raise UsageError if an address is none, or what speaks to clusters is not installed."""
    if address != LOCAL and not address.startswith((TCP, TLS)):
        raise UsageError(problem("cluster-address", None, "cluster-address", address=address))
    if not all(map(find_spec, _NEEDED)):
        raise UsageError(problem("cluster-missing", None, "cluster-missing"))
