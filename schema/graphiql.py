"""The GraphiQL page: its scripts are served by the hub itself, the token comes from a field of the page."""

from __future__ import annotations

_BASE = "/static/graphiql"
STYLES = ("graphiql@3.8.3/graphiql.min.css", "plugin-explorer@1.0.2/style.css", "page.css")
SCRIPTS = (
    "react@18.2.0/react.production.min.js",
    "react-dom@18.2.0/react-dom.production.min.js",
    "graphiql@3.8.3/graphiql.min.js",
    "plugin-explorer@1.0.2/index.umd.js",
    "page.js",
)
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def page() -> str:
    """The page as HTML."""
    styles = "\n".join(f'<link rel="stylesheet" href="{_BASE}/{name}">' for name in STYLES)
    scripts = "\n".join(f'<script src="{_BASE}/{name}"></script>' for name in SCRIPTS)
    return f"""<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL</title>
<link rel="icon" href="/static/icon.svg">
{styles}
</head>
<body>
<div class="token">
<label for="token">访问令牌 · token</label>
<input id="token" type="password" autocomplete="off" spellcheck="false" placeholder="hub_…">
<a href="/">看板 · board</a>
</div>
<div id="graphiql"></div>
{scripts}
</body>
</html>
"""
