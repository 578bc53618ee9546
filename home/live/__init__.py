"""Live pages: what is said appears where it is read, without asking again. The only feature that imports Channels.

A *topic* is a string that carries its lane: `strand:7`, `problems:3`, `problem:CO-2026-0042:3`, `inbox:12`. Each
process holds one hub with one subscription of the channel layer. An action knows nothing of this: `home/wiring.py`
calls `publish_entry`, `publish_notices`, `publish_rights` and `publish_sign_out`.
"""
