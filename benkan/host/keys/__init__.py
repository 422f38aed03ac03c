"""The wrapping key in the hands of who keeps it: made, told apart, written in two shares, changed."""
