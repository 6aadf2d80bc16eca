"""Settings, composition, HTTP, jobs and the command line."""
