"""Tables: who exists (`identity`) and how to reach them (`contacts`), which records are doubles (`merges`), who is a
member (`members`), and the dated facts about all of them (`facts`).
"""
