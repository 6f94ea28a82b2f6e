"""Papers of the capital, printed and archived for good: one verb a function.

`certificates` the share certificate, one by one or a batch; `letters` subscription form, admission letter, individual
account; `registers` the statutory register and the lists, volume by volume, as jobs; `checking` the public page.
"""
