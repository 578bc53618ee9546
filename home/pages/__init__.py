"""The public home page, how pages are delivered, the doors of the admin, and the gallery of components."""
