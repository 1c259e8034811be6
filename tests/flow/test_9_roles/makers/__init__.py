"""Who makes what stands in a path, a file for each service."""
