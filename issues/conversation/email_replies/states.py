"""Why a mail became no post: the codes, and the sentence for each that is told to who sent it."""

from django.utils.translation import gettext_noop

ADDRESS, SENDER, UNREADABLE = "address", "sender", "unreadable"
"""Refused at the door: the sending server tells its sender."""

OFTEN = "often"
"""Not taken in now: the sending server keeps it and brings it again."""

DUPLICATE, OURS = "duplicate", "ours"
"""Ignored, beside the words of `loops`."""

EMPTY, LONG, PERSONAL, FILE = "empty", "long", "personal", "file"
REACTION, WRAPPED = "reaction", "wrapped"
RIGHTS, CLOSED, WITHDRAWN = "rights", "closed", "withdrawn"
"""Told to the sender by mail."""

UNCALLED = "uncalled"
"""Posted, and told to the sender by mail as well."""

WORDS = {
    UNCALLED: gettext_noop(
        "Your reply was posted, but nobody reading it is called so. Write the name as the portal offers it after @, or "
        "call them from the page of the discussion."
    ),
    EMPTY: gettext_noop(
        "We found no text of yours above the quoted message. Write your reply at the top and send it again."
    ),
    LONG: gettext_noop("A message holds at most 10,000 characters. Make it shorter, or send the rest as a document."),
    PERSONAL: gettext_noop("Your reply was not kept, because of what it seems to hold."),
    REACTION: gettext_noop(
        "Your mail program sent a reaction instead of a reply, and only such programs show it. Write a reply, or choose a "
        "word below the message in the portal."
    ),
    WRAPPED: gettext_noop(
        "Your reply was not kept: your mail program packed its files into winmail.dat, which only Outlook can open. Choose "
        "HTML or plain text as the format of your message and send it again, or add the files in the portal."
    ),
    FILE: gettext_noop("Your reply was not kept, because of a file that came with it."),
    RIGHTS: gettext_noop("You no longer write in the discussion that this address belongs to."),
    CLOSED: gettext_noop("This discussion takes no more messages."),
    WITHDRAWN: gettext_noop("The message that you answered was taken back meanwhile."),
}
"""By code, the sentence that the sender reads; a code without one is not told."""
