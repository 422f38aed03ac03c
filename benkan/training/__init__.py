"""Training: sessions, who is enrolled and came, whether she works since; trades searched without a name."""
