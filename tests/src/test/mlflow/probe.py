"""Prints, as JSON, what a registered model answers to vectors (JSON lines on standard input).

Argument: the model's address, as in models:/churnwise@champion. The server is MLFLOW_TRACKING_URI's.
"""

import json
import sys

import mlflow.pyfunc
import mlflow.xgboost
import numpy
import pandas
import xgboost

vectors = numpy.array(
    [[numpy.nan if value is None else value for value in json.loads(line)] for line in sys.stdin],
    numpy.float32,
)
booster = mlflow.xgboost.load_model(sys.argv[1])
matrix = xgboost.DMatrix(
    vectors, feature_names=booster.feature_names, feature_types=booster.feature_types, nthread=1
)
function = mlflow.pyfunc.load_model(sys.argv[1])
rows = pandas.DataFrame(vectors, columns=booster.feature_names)
print(
    json.dumps(
        {
            "margins": booster.predict(matrix, output_margin=True).tolist(),
            "probabilities": function.predict(rows).tolist(),
        }
    )
)
