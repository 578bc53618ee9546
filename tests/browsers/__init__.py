"""The main job in browsers other than Chromium: a command of its own, `make browsers`."""
