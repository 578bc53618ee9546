"""Files that members add to problems and posts: checked by content, cleaned, never served but through a policy.

`inspection.inspect_upload` lets a file in or says why not; `forms.AttachmentsField` asks it for each file of a form.
Actions: `attach_files`, `share_files`, `withdraw_files`. Whoever holds an attachment (a problem, a post) points here.
"""
