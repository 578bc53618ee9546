"""One index over problems, posts, solutions and public pages, in French and Dutch alike, that obeys every lane.

`actions.indexing` follows the journal and the editors, or starts anew; `actions.counting` keeps the vocabulary.
`queries.results` answers whatever is typed, `queries.similar` finds what resembles a text. `text` folds and stems words the same way on both databases.
"""
