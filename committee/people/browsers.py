"""A browser in two words, as far as it tells what it is."""

PROGRAMS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
"""By what its name begins with in a User-Agent; most pretend to be those that stand after them."""
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_in_words(user_agent: str) -> str:
    """A browser and the system on which it runs, as “Firefox, Windows”; empty where neither is known."""
    found = (next((name for mark, name in table if mark in user_agent), "") for table in (PROGRAMS, SYSTEMS))
    return ", ".join(filter(None, found))
