"""The interpreter without the names that nothing asks for."""

from __future__ import annotations

import pytest

from site_plugins.app.slimming import exporting, slimmed

TYPES = bytes.fromhex("01 04 01 60 00 00")  # One type, a function that takes and gives nothing.
FUNCTIONS = bytes.fromhex("03 02 01 00")
CODE = bytes.fromhex("0a 04 01 02 00 0b")
LONG = "a" * 200
LOADER = "start(module.asked);"
SCRIPT = (
    'var _used=Module["_used"]=wasmExports["used"];var _idle=Module["_idle"]=wasmExports["idle"];_used();'
    'for(var[symName,entry]of Object.entries(GOT)){if(entry.value==0){give(entry)}}wasmExports["__start"]();'
    'Module["asked"]=asked;Module["unasked"]=unasked;'
)


def module(*names: str) -> bytes:
    entries = b"".join(_length(name) + name.encode() + b"\0\0" for name in names)
    exports = bytes([len(names)]) + entries
    return b"\0asm\1\0\0\0" + TYPES + FUNCTIONS + b"\7" + _length(exports) + exports + CODE


def _length(what: str | bytes) -> bytes:
    size = len(what)
    return bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])


def test_only_the_names_asked_for_are_exported() -> None:
    assert exporting({"used", LONG}, module("idle", "used", LONG)) == module("used", LONG)


def test_a_name_that_the_script_never_uses_is_left_away_in_both() -> None:
    script, wasm = slimmed(SCRIPT, LOADER, module("used", "idle", "__start", "__main_argc_argv"))
    assert "idle" not in script
    assert "_used();" in script
    assert wasm == module("used", "__start", "__main_argc_argv")


def test_what_is_offered_is_left_away_where_nobody_asks() -> None:
    script, _ = slimmed(SCRIPT, LOADER, module())
    assert 'Module["asked"]=asked;' in script
    assert "unasked" not in script


def test_no_small_module_is_made_for_opengl() -> None:
    script, _ = slimmed(SCRIPT, LOADER, module())
    assert 'if(entry.value==0&&!symName.startsWith("emscripten_gl")){' in script


def test_a_script_made_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match="as it used to"):
        slimmed("export default function () {}", LOADER, module())
