"""The data of the papers of the capital, as the templates of templates/documents/ want them; and tables for files.

`company` what each paper says of the cooperative; `certificate`, `forms` (subscription form, admission letter) and
`account` are about one member; `movements` is the statutory register; `lists` the register of a day, members by category
and college, candidates, refunds owed; `tables` the same as rows of a file. Nothing here writes.
Source: C. com. art. L228-1, R228-8 and R228-9 (register), L231-2 (variable capital); loi 47-1775 art. 11, 12 and 22.
"""
