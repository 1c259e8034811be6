"""What can be asked of reporting: nothing yet, it only listens. The pulse and the bilan will be asked for here."""
