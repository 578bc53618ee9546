"""Sessions in words."""

from allauth.usersessions.models import UserSession

BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS": "macOS", "Linux": "Linux",
}  # fmt: skip
LONGEST = 80


def describe_sessions(sessions: list[UserSession], current: str | None) -> list[dict]:
    """What the page says of each session, the newest first."""
    return [
        {
            "began": session.created_at,
            "address": session.ip,
            "browser": name_browser(session.user_agent),
            "current": session.session_key == current,
        }
        for session in reversed(sessions)
    ]


def name_browser(told: str) -> str:
    """The browser and system that a browser says it is; what it says, cut, where it is none that we know."""
    found = [next((name for sign, name in known.items() if sign in told), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or told[:LONGEST]
