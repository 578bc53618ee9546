"""E-mail addresses, written plainly or dressed up, and which of them belong to an institution."""

import re
from collections.abc import Collection, Iterator

INSTITUTIONAL = (
    "brulocalis.brussels",
    "*.brussels",
    "*.fgov.be",
    "mi-is.be",
    "uvcw.be",
    "vvsg.be",
    "ksz-bcss.be",
    "smals.be",
    "*.irisnet.be",
    "example.org",
)
ROLES = frozenset(
    ("info", "contact", "accueil", "onthaal", "helpdesk", "support")
    + ("secretariat", "secretariaat", "dpo", "presse", "pers")
)
_WELL_KNOWN = (
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "msn",
    "yahoo",
    "ymail",
    "icloud",
    "proton",
    "protonmail",
) + ("telenet", "skynet", "proximus", "belgacom", "scarlet", "gmx", "aol", "tutanota", "wanadoo", "laposte")
PERSONAL = frozenset(
    _WELL_KNOWN
    + ("live", "me", "voo", "mac", "pm", "mail", "brutele", "orange", "base", "mobistar", "edpnet")
    + ("tuta", "zoho", "yandex", "free", "sfr")
)

_WORD = r"(?:at|arobase|apenstaart(?:je)?)"
_AT = re.compile(
    rf"[\s*`~\"']{{0,3}}(?:@|[(\[{{<]\s?(?:@|{_WORD})\s?[)\]}}>])[\s*`~]{{0,3}}|[\s*`~]{{1,3}}{_WORD}[\s*`~]{{1,3}}",
    re.IGNORECASE,
)
_DOT = r"(?:\.|\s?[(\[{]\s?(?:\.|dot|point|punt)\s?[)\]}]\s?|\s(?:dot|point|punt)\s)"
_DOMAIN = re.compile(rf"(?:[^\W_][\w-]{{0,62}}{_DOT}){{1,8}}[^\W\d_]{{2,24}}", re.IGNORECASE)
_DOMAIN_DOT = re.compile(_DOT, re.IGNORECASE)
_PROVIDER = re.compile(rf"(?:{'|'.join(_WELL_KNOWN)})(?![\w-])", re.IGNORECASE)
_LOCAL_BACKWARDS = re.compile(r"[\w.+=~-]{1,64}")
_SECOND_LEVELS = {"co", "com", "org", "net", "ac"}


def private_addresses(text: str, institutional: Collection[str]) -> Iterator[tuple[int, int]]:
    """Spans of e-mail addresses that are neither of a domain in `institutional` nor of a role.

    `*.x` stands for x and all below it, any other entry for itself. A role (info, helpdesk, dpo …) counts
    at any domain except those of providers to persons (gmail, skynet …).
    """
    for at in _AT.finditer(text):
        local = _local_part(text, at.start())
        domain = local and (_DOMAIN.match(text, at.end()) or _PROVIDER.match(text, at.end()))
        if domain and _is_clear(at[0], local, domain[0]) and not _is_allowed(local, domain[0], institutional):
            yield at.start() - len(local), domain.end()


def _local_part(text: str, end: int) -> str:
    backwards = _LOCAL_BACKWARDS.match(text[max(0, end - 64) : end][::-1])
    return backwards[0][::-1].lstrip("._+=~-") if backwards else ""


def _is_clear(at: str, local: str, domain: str) -> bool:
    """A sign or word between spaces ("hosted at github.com") needs more before it is an address."""
    is_tight = not re.search(r"\s", at) or at.lstrip()[0] in "([{<"
    if is_tight or _provider(_labels(domain)) in PERSONAL:
        return True
    is_time = all(label.isdigit() for label in _labels(domain)[:-1])  # "2026-11-22 at 07.15.57.png"
    return not is_time and bool(re.search(r"[.\d_]", local))


def _is_allowed(local: str, domain: str, institutional: Collection[str]) -> bool:
    labels = _labels(domain)
    if any(_covers(entry, ".".join(labels)) for entry in institutional):
        return True
    role = re.split(r"[.+_-]", local.lower())[0].rstrip("0123456789")
    return role in ROLES and _provider(labels) not in PERSONAL


def _labels(domain: str) -> list[str]:
    return [label.strip() for label in _DOMAIN_DOT.sub(".", domain).lower().split(".")]


def _covers(entry: str, domain: str) -> bool:
    if entry.startswith("*."):
        return domain == entry[2:] or domain.endswith(entry[1:])
    return domain == entry


def _provider(labels: list[str]) -> str:
    """The label that names the owner: "yahoo" in yahoo.fr, mail.yahoo.com and yahoo.co.uk."""
    named = labels[:-1] or labels
    return named[-2] if len(named) > 1 and named[-1] in _SECOND_LEVELS else named[-1]
