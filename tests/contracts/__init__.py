"""What every implementation of a protocol promises: classes of tests that each implementation inherits."""
