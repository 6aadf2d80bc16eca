"""Query text for setting up and probing a server."""

PING = "RETURN 1"

SET_OWN_PASSWORD = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"  # noqa: S105  # the text of a query, not a password
