"""From passages to an answer in which every statement is cited; must not know how passages were found."""
