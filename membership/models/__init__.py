"""Tables: who exists (`identity`) and how to reach them (`contacts`), which records are doubles (`merges`), who is a
member (`members`), the dated facts about all of them (`facts`), who asks to join (`applications`), and what is kept
besides (`keeping`).
"""
