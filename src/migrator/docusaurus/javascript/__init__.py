"""The site's own JavaScript: made plain, run in the sandbox, drawn on the stage."""
