"""The week in one letter: key figures against the week before, findings, what to open; as HTML, text or e-mail."""
