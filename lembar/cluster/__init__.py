"""The cluster: the same jobs, done by the workers of a Dask scheduler.

    command ── jobs ──▶ scheduler ──▶ Dask worker ── the same ──▶ Lembar's worker, within limits
    command ── themes, assets ──▶ store beside the scheduler ◀── asks once ── Dask worker

`hands.py` gives jobs away and takes results, `link.py` is the line to Dask, `store.py` runs in the
scheduler, `task.py` in Dask's workers, `machine.py` tells whether a machine makes the same bytes.
Nothing here but `link.py`, `store.py` and `task.py` imports Dask, and only a build with `--cluster`
imports those.
"""
