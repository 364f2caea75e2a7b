"""TensorFlow is neither installed nor imported, and whoever needs it is told what to do."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

import pytest

from bridge import launch

REAL = ("tensorflow", "tensorflow-cpu", "tensorflow-text", "tensorflow-hub", "keras", "torch")


@pytest.mark.parametrize("name", REAL)
def test_is_not_installed(name: str) -> None:
    with pytest.raises(PackageNotFoundError):
        version(name)


def test_nothing_of_its_size_is_installed() -> None:
    names = {found.metadata["Name"].lower() for found in distributions()}
    assert not {name for name in names if name.startswith(("tensorflow-", "nvidia-"))} - {
        "tensorflow-standin"
    }


def test_what_is_imported_in_its_place_is_the_stand_in() -> None:
    code = (
        "import rasa.__main__, rasa.model_training, rasa.core.run\n"
        "import rasa.engine.recipes.default_components, spacy\n"
        "import sys, tensorflow\n"
        "assert tensorflow.__version__.endswith('standin')\n"
        "from tensorflow.standin import _StandInModule, ROOTS\n"
        "for name, module in list(sys.modules.items()):\n"
        "    if name.split('.')[0] in ROOTS and '.' in name and name != 'tensorflow.standin':\n"
        "        assert isinstance(module, _StandInModule), name\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize(
    ("code", "result"),
    [
        ("isinstance(3, tensorflow.Tensor)", False),
        ("issubclass(type('Own', (keras.Model,), {}), keras.Model)", True),
        ("hasattr(type('Own', (keras.Model,), {}), 'nothing_of_the_kind')", False),
        ("tensorflow.keras.layers.Layer.__name__", "Layer"),
        ("typing.Union[tensorflow.Tensor, int] is not None", True),
    ],
)
def test_names_serve_as_classes(code: str, result: object) -> None:
    import typing

    import keras
    import tensorflow

    assert eval(code, {"tensorflow": tensorflow, "keras": keras, "typing": typing}) == result


@pytest.mark.parametrize(
    "use", ["tensorflow.constant(1)", "keras.Model()", "tensorflow_hub.load()"]
)
def test_real_use_is_refused(use: str) -> None:
    import keras
    import tensorflow
    import tensorflow_hub

    rooms = {"keras": keras, "tensorflow": tensorflow, "tensorflow_hub": tensorflow_hub}
    with pytest.raises(ImportError, match=r"needs TensorFlow.*uv lock && uv sync"):
        eval(use, rooms)


def test_a_pipeline_with_diet_says_how_to_have_the_real_thing(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text(
        "recipe: default.v1\nlanguage: en\nassistant_id: t\n"
        "pipeline: [{name: WhitespaceTokenizer}, {name: CountVectorsFeaturizer},"
        " {name: DIETClassifier, epochs: 1}]\npolicies: [{name: RulePolicy}]\n"
    )
    (tmp_path / "domain.yml").write_text('version: "3.1"\nintents: [hi, bye]\n')
    (tmp_path / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: hi\n  examples: |\n    - hi\n    - hello\n'
        "- intent: bye\n  examples: |\n    - bye\n    - goodbye\n"
    )
    done = subprocess.run(
        [*launch.rasa("train"), "nlu", "--config", "config.yml", "--nlu", "nlu.yml"],
        cwd=tmp_path,
        env=launch.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "DIETClassifier needs TensorFlow" in said, said[-1500:]
    assert "uv lock && uv sync" in said
