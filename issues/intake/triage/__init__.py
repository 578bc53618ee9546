"""What becomes of a problem once it is filed: the queue, its owner, questions to the reporter, merge, split, relations.

Knows problems, impacts and solutions. Each action that changes what is counted keeps the totals right. Actions:
`classify_problem`, `own_problem`, `triage_many`, `split_problem`, `relate_problems`, `unrelate_problems`; in `questions`
`ask_reporter`, `answer_request`, `withdraw_request`, `note_answer`; in `merging` `merge_problem`, `undo_merge`,
`contest_merge`, `uphold_merge`.
"""
