"""What pages ask of training."""
