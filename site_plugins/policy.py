"""The Content-Security-Policy of each page: nothing from another origin, and no inline script but the theme's own."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

# A "data:" image serves the icons in style sheets; "blob:" serves workers that the page itself composes.
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
}
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
RUNNING_TYPES = re.compile(r"""\btype=["']?(?:module|text/javascript)\b""", re.IGNORECASE)
CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
NAME = 'http-equiv="Content-Security-Policy"'
POLICY = re.compile(rf"\n? *<meta {NAME}[^>]*>")


def with_policy(html: str) -> str:
    """A page with the policy in its head, instead of any that it had; a text without a head as it was."""
    bare = POLICY.sub("", html) if NAME in html else html
    tag = f'\n      <meta {NAME} content="{policy(bare)}">'
    return CHARSET.sub(lambda charset: charset[0] + tag, bare, count=1)


def policy(html: str) -> str:
    """The policy for a page, with the fingerprints of exactly the inline scripts that stand in it."""
    allowed = " ".join([DIRECTIVES["script-src"], *(f"'sha256-{digest(script)}'" for script in inline_scripts(html))])
    return "; ".join(f"{name} {value}" for name, value in {**DIRECTIVES, "script-src": allowed}.items())


def inline_scripts(html: str) -> list[str]:
    """The scripts that a browser would run straight from the page, each once; not those it fetches, nor mere JSON."""
    scripts = [
        code
        for attributes, code in SCRIPT.findall(html)
        if "src=" not in attributes and ("type=" not in attributes or RUNNING_TYPES.search(attributes))
    ]
    return list(dict.fromkeys(scripts))


def digest(script: str) -> str:
    """The SHA-256 of a script in base64, as a policy names it.

    >>> digest("alert(1)")
    'bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='
    """
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


# What MkDocs calls.


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the policy into each page."""
    return with_policy(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Put the policy into the pages that have no source, such as 404."""
    return with_policy(output_content) if template_name.endswith(".html") else output_content


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Allow the script that reloads the page while one writes, by its fingerprint too."""
    inject: Callable[[bytes, int], bytes] = server._inject_js_into_html

    def inject_and_allow(content: bytes, epoch: int) -> bytes:
        return with_policy(inject(content, epoch).decode()).encode()

    server._inject_js_into_html = inject_and_allow  # type: ignore[method-assign]
    return server


on_post_page.mkdocs_priority = -200  # type: ignore[attr-defined]  # When nobody adds scripts any more.
on_post_template.mkdocs_priority = -200  # type: ignore[attr-defined]
