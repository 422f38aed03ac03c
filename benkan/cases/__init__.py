"""Accompaniments: what is assessed with a person, her plan, who pays, to whom she is sent, until she is settled."""
