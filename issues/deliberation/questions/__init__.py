"""Questions between benches, numbered, each with a reply term in Belgian working days; silence is a dated fact.

Another thing than `issues.intake.triage`, where the secretariat asks whoever filed a problem for what it lacks.
Actions: `ask_question`, `answer_question`, `accept_answer`, `return_answer`, `propose_suspension`, `settle_suspension`,
`resume_term`, `withdraw_question`, `translate_question`, and, with the day, `turn_terms`.
"""
