"""Ours against the limits, as ratios within one run: `make bench`, or `make bench ARGS="--small --only live"`.

Everything runs on the loopback with one embedded process, on a temporary database, bounded in count and time.
"""
