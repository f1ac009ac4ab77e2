"""Ready-made tasks with their data: what to learn, how, and the criterion for having learned it."""

from izhikevich.learning.tasks import chosen_times, delayed_xor, handwritten, raster
from izhikevich.learning.tasks.task import Settings, Task, coincidence
from izhikevich.table import Table

#: The tasks by key.
TASKS = Table(
    "task",
    {
        task.key: task
        for task in (chosen_times.TASK, delayed_xor.TASK, raster.TASK, handwritten.TASK)
    },
)

__all__ = ["TASKS", "Settings", "Task", "coincidence"]
