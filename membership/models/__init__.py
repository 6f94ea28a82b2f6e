"""Tables: who exists (`identity`), who is a member (`members`), and the dated facts about them (`facts`)."""
