"""The whole site in one sealed file, and back: database and files, written while the site runs, read back before it counts.

Offers `write_backup`, `check_backup` and `restore_backup`. The environment is not in the file, since what opens a site must
not lie beside it: the manifest names the settings that were set, and knows `SECRET_KEY` again without holding it.
"""
