"""The pole's work, in seven rooms: report > evaluations > priorities, workshops > programme, budget > actors.

It follows what the founding study of a pole describes: a programme in axes and actions, votes on priorities, evaluations,
workshops and dialogues, actors and protocols, a budget over four years. Start with `programme/models.py`: an action is what
all the rest speaks of.
"""
