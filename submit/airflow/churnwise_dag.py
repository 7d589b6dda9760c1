"""Churnwise, once a month: one task per stage.

The order is that of one iteration of the month loop. The data interval is the month whose files have
just arrived; the snapshot is the day after it. A stage that is up to date ends in seconds, so every
task may be run again at any time.

| exit code of a stage                       | task                                               |
| ------------------------------------------ | -------------------------------------------------- |
| 0                                          | success                                            |
| 5, no model can be used yet                | skipped; the tasks after it run                    |
| 3, the data needs manual action            | failed, not retried                                |
| 2, an option or a setting is wrong         | failed, not retried                                |
| 4 warehouse, 6 locked by another run, else | retried, each wait twice as long as the one before |

Environment variables of the Airflow workers:

    CHURNWISE_HOME           folder of Churnwise; default: the one that contains this file
    CHURNWISE_SPARK_OPTIONS  options of spark-submit, as in: --master spark://host:7077
    CHURNWISE_OPTIONS        options of the stages, as in: --env snowflake --conf /etc/churnwise.conf
    SPARK_HOME               the Spark installation
    CHURN_SNOWFLAKE_...      login of the warehouse; secrets are read from here or from files only

The drivers run on the workers (client mode): in cluster mode spark-submit hides the exit code of the
stage, and every failure would be retried. For Airflow 3.2 and newer.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.sdk import DAG, BaseOperator, CronDataIntervalTimetable, TriggerRule, chain
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

# The files of a month arrive by the 2nd of the next one, 06:00 UTC.
SCHEDULE = "0 6 2 * *"
SNAPSHOT = "{{ data_interval_end.replace(day=1) | ds }}"
# That of the data interval is loaded whole, even if its last days had no sale.
MONTH = "{{ data_interval_start.strftime('%Y-%m') }}"

DONE = 0
USAGE = 2
DATA_REFUSED = 3
MODEL_REFUSED = 5


class ChurnwiseStage(BaseOperator):
    """Runs one stage by ``submit/spark/submit`` and turns its exit code into the state of the task.

    :param stage: a stage of ``submit/spark/submit``
    :param options: options of the stage, templated
    """

    template_fields = ("options",)

    def __init__(self, *, stage: str, options: Sequence[str] = (), **kwargs):
        super().__init__(**kwargs)
        self.stage = stage
        self.options = options
        self.process = None

    def execute(self, context):
        home = Path(os.environ.get("CHURNWISE_HOME") or Path(__file__).resolve().parents[2])
        command = [
            str(home / "submit" / "spark" / "submit"),
            self.stage,
            *shlex.split(os.environ.get("CHURNWISE_SPARK_OPTIONS", "")),
            "--",
            *shlex.split(os.environ.get("CHURNWISE_OPTIONS", "")),
            *self.options,
        ]
        # The stage's log, stack traces included, becomes part of the task's log.
        environment = {"CHURN_LOG": "/dev/stderr", **os.environ}
        self.process = SubprocessHook()
        code = self.process.run_command(command, env=environment, cwd=str(home)).exit_code
        if code == MODEL_REFUSED:
            raise AirflowSkipException(f"{self.stage}: there is no model yet (exit code {code})")
        if code in (USAGE, DATA_REFUSED):
            raise AirflowFailException(f"{self.stage} needs manual action (exit code {code}), see the log")
        if code != DONE:
            raise AirflowException(f"{self.stage} failed (exit code {code}), see the log")

    def on_kill(self):
        if self.process:
            self.process.send_sigterm()


with DAG(
    dag_id="churnwise",
    description="Ingest, features, labels, monitoring, training and scores of one month",
    doc_md=__doc__,
    schedule=CronDataIntervalTimetable(SCHEDULE, timezone="UTC"),
    start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,  # one run holds the warehouse; a second would end with exit code 6
    default_args={
        "retries": 4,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": 2.0,
        "max_retry_delay": timedelta(hours=1),
        # A skipped stage does not block the stages after it.
        "trigger_rule": TriggerRule.NONE_FAILED,
    },
    tags=["churnwise"],
):
    snapshot = ["--snapshot-date", SNAPSHOT]
    chain(
        ChurnwiseStage(task_id="ingest", stage="ingest", options=["--complete", MONTH]),
        ChurnwiseStage(task_id="features", stage="features", options=snapshot),
        ChurnwiseStage(task_id="label", stage="label"),
        # Evaluates snapshots that became FINAL, and detects drift of the features.
        ChurnwiseStage(task_id="monitor", stage="monitor", options=snapshot),
        # Trains every month; the champion changes only if the new model is better.
        ChurnwiseStage(task_id="train", stage="train"),
        ChurnwiseStage(task_id="score", stage="score", options=snapshot),
        # Detects drift of the new predictions.
        ChurnwiseStage(task_id="monitor_predictions", stage="monitor", options=snapshot),
    )
