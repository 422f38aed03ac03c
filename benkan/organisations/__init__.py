"""Who is who: organisations, accounts, memberships and their roles, and the transaction in which a request acts.

Leaves to the contexts above what each right means; knows no person who came back.
"""
