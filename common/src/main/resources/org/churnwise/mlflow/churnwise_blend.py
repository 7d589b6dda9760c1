"""The MLflow function of a Churnwise model that blends trees with a logistic regression.

It takes what the booster takes, the inputs of preprocessing.json, and returns probabilities of churn
before calibration, as mlflow.xgboost does for trees alone.
"""

import json
import pathlib

import numpy
import xgboost


class Blend:
    def __init__(self, booster):
        folder = pathlib.Path(booster).parent
        self.booster = xgboost.Booster(model_file=booster)
        self.inputs = json.loads((folder / "preprocessing.json").read_text("utf-8"))["inputs"]
        self.linear = json.loads((folder / "linear.json").read_text("utf-8"))

    def predict(self, data, params=None):
        vectors = numpy.asarray(data[self.booster.feature_names], numpy.float32)
        matrix = xgboost.DMatrix(
            vectors,
            feature_names=self.booster.feature_names,
            feature_types=self.booster.feature_types,
        )
        trees = self.booster.predict(matrix, output_margin=True).astype(float)
        share = self.linear["share"]
        margins = (1 - share) * trees + share * self.regression(vectors.astype(float))
        return 1 / (1 + numpy.exp(-margins))

    def regression(self, vectors):
        weights = numpy.array(self.linear["weights"])
        margins = numpy.full(len(vectors), weights[-1])
        place = 0
        for column, each in zip(vectors.T, self.inputs):
            if each["type"] == "CATEGORICAL":  # one weight a level, then that of all others
                margins += weights[place + column.astype(int)]
                place += len(each["levels"]) + 1
            else:  # the weight of the logarithm, then that of a missing number
                logarithm = numpy.sign(column) * numpy.log1p(numpy.abs(column))
                missing = numpy.isnan(column)
                margins += numpy.where(missing, weights[place + 1], weights[place] * numpy.nan_to_num(logarithm))
                place += 2
        return margins


def _load_pyfunc(path):
    return Blend(path)
