"""The shapes of reporting's requests and responses, by subject."""
