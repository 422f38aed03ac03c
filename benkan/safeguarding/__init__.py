"""Restricted files: a child alone or in danger, somebody who may be trafficked. One holder, her deputy, nobody else.

No page, list, notice or print of another context says that such a file exists; nothing of it stands with her ordinary
file, which is found again by a keyed mark alone (`marks`).
"""
