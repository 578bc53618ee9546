"""The embedded server: pages, sockets and tasks in one process. Knows how to run the site, nothing of what it shows."""
