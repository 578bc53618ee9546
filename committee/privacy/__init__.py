"""No citizen data belongs in the portal: what keeps it out.

Lives here: the detection of Belgian national and BIS numbers, bank accounts, phone numbers and private
e-mail addresses, and of signs that nobody sees; model fields, a form mixin and a validator that refuse the first
and take out the second before anything is stored; and a count of refusals by day and kind, which is all that is kept of them.
May know: nothing of the portal. It is the lowest feature, and any other may use it.
Offers: `detection.find`, `models.GuardedCharField`, `models.GuardedTextField`, `models.GuardedJSONField`,
`models.refuse_personal_data`, `models.refuse_in_file_name`, `models.PersonalDataFound`, `forms.GuardedFormMixin`,
`forms.clean_question`, `views.guarded_question`. Action: `count_refusals`.
"""
