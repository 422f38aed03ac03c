"""The doors: how one enters, by a password, a second factor, a link or an issuer, and what one is written about it.

Allauth does the entering; here stand its adapters, the mail that the worker sends, and what holds before any page.
"""
