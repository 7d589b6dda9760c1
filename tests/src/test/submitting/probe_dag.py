"""What Airflow makes of the DAG, as one line of JSON.

probe_dag.py dags FOLDER    the DAGs of a folder as the DAG processor loads them, and what the operator of each
                            task raises when its command ends with 0 to 6; the command reads its exit code
                            from the variable EXIT_CODE
probe_dag.py states         the states of all task instances in Airflow's database
"""

import json
import os
import sys
from datetime import datetime, timezone
from pathlib import Path

from airflow.dag_processing.dagbag import DagBag

EXIT_CODES = range(7)

# When the files of May are loaded.
INTERVAL = {
    "data_interval_start": datetime(2025, 5, 2, 6, tzinfo=timezone.utc),
    "data_interval_end": datetime(2025, 6, 2, 6, tzinfo=timezone.utc),
}


def raised_by(task, code):
    os.environ["EXIT_CODE"] = str(code)
    try:
        task.execute({})
    except Exception as e:
        return type(e).__name__
    return ""


def facts(dag, task):
    task.render_template_fields(INTERVAL, dag.get_template_env())
    return {
        "id": task.task_id,
        "stage": task.stage,
        "after": sorted(task.upstream_task_ids),
        "options": list(task.options),
        "retries": task.retries,
        "first_wait_seconds": task.retry_delay.total_seconds(),
        "backoff": task.retry_exponential_backoff,
        "longest_wait_seconds": task.max_retry_delay.total_seconds(),
        "trigger_rule": task.trigger_rule.value,
        "raises": [raised_by(task, code) for code in EXIT_CODES],
    }


def dags(folder):
    bag = DagBag(Path(folder))
    return {
        "import_errors": dict(bag.import_errors),
        "dags": {
            dag.dag_id: {
                "schedule": repr(dag.timetable),
                "catchup": dag.catchup,
                "max_active_runs": dag.max_active_runs,
                "tasks": [facts(dag, task) for task in dag.topological_sort()],
            }
            for dag in bag.dags.values()
        },
    }


def states():
    from airflow.models.taskinstance import TaskInstance
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        return {ti.task_id: str(ti.state) for ti in session.scalars(select(TaskInstance))}


if __name__ == "__main__":
    probe = {"dags": dags, "states": states}[sys.argv[1]]
    print(json.dumps(probe(*sys.argv[2:])))
