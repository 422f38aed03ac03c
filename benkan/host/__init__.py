"""What runs the program on a machine: the command line, the embedded database, the processes of `benkan serve`.

Nothing here knows the domain. `database/` imports no Django.
"""
