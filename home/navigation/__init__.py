"""What stands around every page: menus, languages, account, the banner of invented content."""
