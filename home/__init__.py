"""The site: settings, wiring, and the pages that show every lower app together."""
