"""The policy of a page allows its own inline scripts by their fingerprints, and nothing else inline."""

from __future__ import annotations

from site_plugins.policy import inline_scripts, policy, with_policy

PAGE = """<html><head><meta charset="utf-8"></head><body>
<script>one()</script><script src="two.js"></script><script type="application/json">{"three": 3}</script>
<script type="module">four()</script><script type="text/plain">five()</script><script>one()</script></body></html>"""


def test_only_scripts_that_would_run_are_counted() -> None:
    assert inline_scripts(PAGE) == ["one()", "four()"]


def test_the_policy_carries_a_fingerprint_a_script_and_no_loophole() -> None:
    directive = next(part for part in policy(PAGE).split("; ") if part.startswith("script-src"))
    assert directive.count("'sha256-") == 2
    assert "unsafe-inline" not in directive
    assert "'unsafe-eval'" not in directive


def test_nothing_may_come_from_another_origin() -> None:
    sources = {source for part in policy(PAGE).split("; ") for source in part.split()[1:]}
    assert not [source for source in sources if "http" in source or source == "*"]


def test_a_page_has_one_policy_before_any_script() -> None:
    twice = with_policy(with_policy(PAGE))
    assert twice == with_policy(PAGE)
    assert twice.count("Content-Security-Policy") == 1
    assert twice.index("Content-Security-Policy") < twice.index("<script")


def test_a_text_without_a_head_stays_as_it_is() -> None:
    assert with_policy("<p>part</p>") == "<p>part</p>"
