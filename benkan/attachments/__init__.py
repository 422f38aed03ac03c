"""Papers kept beside what they prove: scans, photographs, signed slips, sealed with their organisation's key.

Knows no subject: the context above says what a paper is attached to, and shows it.
"""
