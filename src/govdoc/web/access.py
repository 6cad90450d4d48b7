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
    ("GET", "/files"): "unit",
    ("GET", "/file"): "unit",
    ("GET", "/file/picture"): "unit",
    ("GET", "/deadlines"): "unit",
    ("GET", "/deadlines.ics"): "unit",
    ("GET", "/notices"): "viewer",
    ("GET", "/notice"): "viewer",
    ("GET", "/intake"): "admin",
    ("POST", "/intake/upload"): "admin",
    ("GET", "/intake/preview"): "admin",
    ("POST", "/intake/take"): "admin",
    ("POST", "/intake/drop"): "reviewer",
    ("GET", "/start"): "viewer",
    ("GET", "/roster"): "viewer",
    ("POST", "/roster/upload"): "admin",
    ("GET", "/roster/preview"): "admin",
    ("POST", "/roster/keep"): "admin",
    ("GET", "/names"): "viewer",
    ("GET", "/name"): "viewer",
    ("POST", "/name/answer"): "admin",
    ("POST", "/name/forget"): "admin",
    ("GET", "/surveys"): "viewer",
    ("GET", "/survey"): "viewer",
    ("GET", "/survey/form"): "viewer",
    ("GET", "/survey/summary"): "viewer",
    ("POST", "/survey/upload"): "reviewer",
    ("GET", "/survey/preview"): "reviewer",
    ("POST", "/survey/take"): "reviewer",
    ("POST", "/survey/served"): "reviewer",
    ("GET", "/survey/question"): "admin",
    ("POST", "/survey/question"): "admin",
    ("POST", "/survey/correct"): "admin",
    ("POST", "/survey/restore"): "admin",
    ("GET", "/jobs"): "viewer",
    ("POST", "/jobs/match"): "admin",
    ("POST", "/jobs/upload"): "reviewer",
    ("POST", "/jobs/scan"): "admin",
    ("POST", "/jobs/stop"): "admin",
    ("GET", "/jobs/progress"): "viewer",
    ("GET", "/accounts"): "admin",
    ("POST", "/accounts/add"): "admin",
    ("POST", "/accounts/password"): "admin",
    ("POST", "/accounts/remove"): "admin",
    ("GET", "/audit"): "admin",
}

_MB = 1024 * 1024
SHORT = 256 * 1024  # bytes of a request's body; most pages send short forms only
# What these take beside files is as short as elsewhere.
UPLOADS = {
    "/intake/upload": 30 * _MB,
    "/roster/upload": 10 * _MB,
    "/jobs/upload": 300 * _MB,
    "/survey/upload": 30 * _MB,
    "/survey/served": 10 * _MB,
    "/survey/correct": 10 * _MB,
}
