"""Who could see a problem, a solution or a post, and when: derived from where it stood and who had which right.

Only reads. Actions: `record_audit_taken`.
"""
