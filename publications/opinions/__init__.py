"""Opinions: numbered observations, the problems that are evidence for each, and the authority's answers.

Knows problems and their declarations, pages and events. Evidence and answers belong to no language: they point to an
observation by the key that its French and Dutch texts share. Actions: `cite_problem`, `withdraw_evidence`,
`record_answer`, `release_evidence`, `submit_opinion`, `publish_opinion`, `forget_deleted_opinions`; `release_on_publish` for the wiring.
"""
