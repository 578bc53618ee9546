"""`python home/management/probe.py URL`: ends well where the address answers well, and quickly; asks for nothing of Django."""

import sys
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 4


def main(url: str) -> int:
    """0 where the answer is below 400."""
    try:
        with urlopen(url, timeout=PATIENCE):  # noqa: S310 - an address of this machine, from the image itself
            return 0
    except (URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
