"""Prints the margin of each row (JSON lines on standard input) by a stored model (folder argument).

It knows no more than the model's files tell: the order of the features from card.json, the codes of
categories from preprocessing.json, the trees from booster.ubj.
"""

import json
import pathlib
import sys

import numpy
import xgboost

folder = pathlib.Path(sys.argv[1])
card = json.loads((folder / "card.json").read_text("utf-8"))
preprocessing = json.loads((folder / "preprocessing.json").read_text("utf-8"))
assert preprocessing["format"] == 1
assert preprocessing["unseen_or_null_category"] == "code after the last level"
assert preprocessing["null_number"] == "NaN"

names = [text.rsplit(" ", 1)[0] for text in card["features"]["inputs"]]
inputs = {each["name"]: each for each in preprocessing["inputs"]}


def code(name, value):
    levels = inputs[name]["levels"]
    if inputs[name]["type"] == "CATEGORICAL":
        return levels.index(value) if value in levels else len(levels)
    return float("nan") if value is None else value


rows = [json.loads(line) for line in sys.stdin]
vectors = numpy.array([[code(name, row.get(name)) for name in names] for row in rows], numpy.float32)
booster = xgboost.Booster(model_file=folder / "booster.ubj")
matrix = xgboost.DMatrix(
    vectors, feature_names=names, feature_types=booster.feature_types, nthread=1
)
for margin in booster.predict(matrix, output_margin=True):
    print(float(margin))
print("xgboost", xgboost.__version__, file=sys.stderr)
