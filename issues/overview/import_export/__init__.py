"""In and out: imports with a preview, exports of any list with a code book, and the portable dossier of a problem.

The highest feature of the app: it reads and files through the same policies and actions as the pages. Actions:
`prepare_import`, `confirm_import`, `discard_import`, `carry_out_import`, `fail_import`, `begin_export`, `record_export`,
`record_dossier`, `forget_old_runs`.
"""
