"""Benkan: the shared platform with which a State, its diaspora and their partners govern migration together."""

__version__ = "0.1.0"
