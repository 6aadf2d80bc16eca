"""The versions of the job database, each a step from the one before; must not import the tables as they are today."""
