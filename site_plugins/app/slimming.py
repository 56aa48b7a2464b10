"""The interpreter without what it keeps ready for compiled packages and for drawing, since the page has neither.

Pyodide's WebAssembly exports some ten thousand symbols, its script takes each of them up at every start, and for each
function of OpenGL it compiles a small module. Names that nothing asks for are left away, and so are those modules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

HEADING = b"\0asm\1\0\0\0"
EXPORTS = 7  # The number of the section that lists them.
WORD = re.compile(r"[\w$]+")
# For instance: var _PyList_New=Module["_PyList_New"]=wasmExports["PyList_New"];
TAKEN_UP = re.compile(r'var ([\w$]+)=(?:Module\["[\w$]+"\]=)?wasmExports\["[^"]+"\];')
# What the script has of its own and offers to others.
OFFERED = re.compile(r'Module\["([\w$]+)"\]=\1;')
PROPERTY = re.compile(r'\.([\w$]+)|\["([\w$]+)"\]')
ASKED_FOR = re.compile(r'wasmExports(?:\.|\[")(\w+)')
FOUND_BY_ANOTHER_NAME = {"__main_argc_argv"}  # Asked for as "main".
GIVES_ADDRESS = "if(entry.value==0){"
UNLESS_OPENGL = 'if(entry.value==0&&!symName.startsWith("emscripten_gl")){'


def slimmed(script: str, loader: str, wasm: bytes) -> tuple[str, bytes]:
    """Pyodide's *script* without the names that neither it nor its *loader* uses, and *wasm* exporting those it uses.

    Raises ValueError where the script is not made as it used to be.
    """
    mentioned = Counter(WORD.findall(script))

    def unless_idle(taken_up: re.Match[str]) -> str:
        is_idle = mentioned[taken_up[1]] == WORD.findall(taken_up[0]).count(taken_up[1])
        return "" if is_idle else taken_up[0]

    asked = Counter(name or other for name, other in PROPERTY.findall(script + loader))

    def unless_unasked(offered: re.Match[str]) -> str:
        return "" if asked[offered[1]] == 1 else offered[0]

    slim = OFFERED.sub(unless_unasked, TAKEN_UP.sub(unless_idle, script))
    if slim == script or slim.count(GIVES_ADDRESS) != 1:
        raise ValueError("pyodide.asm.js does not take up names and give addresses as it used to")
    slim = slim.replace(GIVES_ADDRESS, UNLESS_OPENGL)
    return slim, exporting(FOUND_BY_ANOTHER_NAME.union(ASKED_FOR.findall(slim)), wasm)


def exporting(names: set[str], wasm: bytes) -> bytes:
    """The WebAssembly module *wasm* with no other exports than *names*."""
    sections = (
        (number, _only(names, content) if number == EXPORTS else content) for number, content in _sections(wasm)
    )
    return HEADING + b"".join(bytes([number]) + _number(len(content)) + content for number, content in sections)


def _sections(wasm: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(HEADING)
    while at < len(wasm):
        length, start = _read_number(wasm, at + 1)
        yield wasm[at], wasm[start : start + length]
        at = start + length


def _only(names: set[str], exports: bytes) -> bytes:
    kept = [entry for name, entry in _entries(exports) if name in names]
    return _number(len(kept)) + b"".join(kept)


def _entries(exports: bytes) -> Iterator[tuple[str, bytes]]:
    """Each export's name, and the whole entry: the name's length, the name, the kind and the index."""
    count, at = _read_number(exports, 0)
    for _ in range(count):
        length, start = _read_number(exports, at)
        _, end = _read_number(exports, start + length + 1)
        yield exports[start : start + length].decode(), exports[at:end]
        at = end


def _read_number(content: bytes, at: int) -> tuple[int, int]:
    """The number that stands in *content* from *at* on, seven bits a byte, and where it ends."""
    number = shift = 0
    while content[at] & 0x80:
        number |= (content[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return number | content[at] << shift, at + 1


def _number(number: int) -> bytes:
    """*number* in seven bits a byte, the lowest first.

    >>> _number(5), _number(300)
    (b'\\x05', b'\\xac\\x02')
    """
    return bytes([number & 0x7F | 0x80]) + _number(number >> 7) if number > 0x7F else bytes([number])
