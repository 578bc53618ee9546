"""What leaves the site for one person: what mails say of discussions, one-click stop, private feed and calendar, lost mail."""
