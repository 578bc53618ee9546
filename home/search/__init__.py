"""One index over problems, posts, solutions and public pages, in French and Dutch alike, that obeys every lane.

`index.index_entry` follows the journal and `index.index_page` the editors; `index.rebuild_index` starts anew.
`queries.search` answers whatever is typed. `text` folds and stems words the same way on both databases.
"""
