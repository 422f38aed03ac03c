"""How people come back: convoys announced and counted, the lists of each actor, their lines, immediate aid, the return.

A line is a head that was counted, named or not; aid can be given on a line from the first minute. A return episode says
how one registered person came back, with what may be counted of her and nothing that names her.
"""
