"""Settings, composition, HTTP, jobs and the command line; holds no rule of the domain."""
