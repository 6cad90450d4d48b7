"""Who may ask for what: one line for every address; what has none is refused."""

from govdoc.model import AccountRole

# Addresses that need no session.
OPEN = frozenset({("GET", "/enter"), ("GET", "/login"), ("POST", "/login")})

# A unit's account passes only where the line says so, and the page then shows it its own.
NEEDED: dict[tuple[str, str], AccountRole] = {
    ("GET", "/"): "unit",
    ("POST", "/logout"): "unit",
    ("GET", "/help"): "unit",
    ("GET", "/review"): "reviewer",
    ("GET", "/review/row"): "reviewer",
    ("POST", "/review/decide"): "reviewer",
    ("POST", "/review/undo"): "reviewer",
    ("GET", "/matrix"): "viewer",
    ("GET", "/cell"): "unit",
    ("POST", "/cell/status"): "reviewer",
    ("GET", "/units"): "viewer",
    ("GET", "/unit"): "unit",
    ("GET", "/unit/list.docx"): "unit",
    ("GET", "/rounds"): "viewer",
    ("POST", "/rounds/open"): "admin",
    ("POST", "/rounds/close"): "admin",
    ("GET", "/rounds/lists.zip"): "viewer",
    ("GET", "/files"): "unit",
    ("GET", "/file"): "unit",
    ("GET", "/file/picture"): "unit",
    ("GET", "/deadlines"): "unit",
    ("GET", "/deadlines.ics"): "unit",
    ("GET", "/notices"): "viewer",
    ("GET", "/notice"): "viewer",
    ("GET", "/jobs"): "viewer",
    ("POST", "/jobs/scan"): "admin",
    ("POST", "/jobs/stop"): "admin",
    ("GET", "/accounts"): "admin",
    ("POST", "/accounts/add"): "admin",
    ("POST", "/accounts/password"): "admin",
    ("POST", "/accounts/remove"): "admin",
    ("GET", "/audit"): "admin",
}
