"""What Airflow makes of the DAG, as one line of JSON.

probe_dag.py structure FOLDER      the DAGs of a folder as the DAG processor loads them
probe_dag.py exit-codes FOLDER     what each task's operator raises when its command ends with 0 to 6;
                                   the command reads its exit code from the variable EXIT_CODE
probe_dag.py states                the states of all task instances in Airflow's database
"""

import json
import os
import sys
from datetime import datetime, timezone
from pathlib import Path

from airflow.dag_processing.dagbag import DagBag

EXIT_CODES = range(7)


def rendered_options(dag, task):
    """Options for the interval from 2025-05-02 to 2025-06-02, when the files of May are loaded."""
    context = {
        "data_interval_start": datetime(2025, 5, 2, 6, tzinfo=timezone.utc),
        "data_interval_end": datetime(2025, 6, 2, 6, tzinfo=timezone.utc),
    }
    return list(task.render_template(task.options, context, dag.get_template_env()))


def facts(dag, task):
    return {
        "id": task.task_id,
        "stage": task.stage,
        "after": sorted(task.upstream_task_ids),
        "options": rendered_options(dag, task),
        "retries": task.retries,
        "first_wait_seconds": task.retry_delay.total_seconds(),
        "backoff": task.retry_exponential_backoff,
        "longest_wait_seconds": task.max_retry_delay.total_seconds(),
        "trigger_rule": task.trigger_rule.value,
    }


def structure(folder):
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


def raised_by(task, code):
    os.environ["EXIT_CODE"] = str(code)
    try:
        task.execute({})
    except Exception as e:
        return type(e).__name__
    return ""


def exit_codes(folder):
    (dag,) = DagBag(Path(folder)).dags.values()
    return {
        task.task_id: [raised_by(task, code) for code in EXIT_CODES]
        for task in dag.topological_sort()
    }


def states():
    from airflow.models.taskinstance import TaskInstance
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        return {ti.task_id: str(ti.state) for ti in session.scalars(select(TaskInstance))}


if __name__ == "__main__":
    probe = {"structure": structure, "exit-codes": exit_codes, "states": states}[sys.argv[1]]
    print(json.dumps(probe(*sys.argv[2:])))
