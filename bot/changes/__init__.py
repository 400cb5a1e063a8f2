"""What people want changed of a task: stored before their click is answered, then done, then shown.

A change is done once ChartMogul says so, in the order in which people asked for it. The task is read before
it is changed; whoever changed it meanwhile in ChartMogul is not overwritten, and the person is told. `PATCH`
and `DELETE` may be repeated, so that no click is lost to a ChartMogul that is slow or away, nor to a crash.
"""
