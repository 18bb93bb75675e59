"""`storeclerk sample`: the map of what can be made up for the sample shop."""

from actions.cli.lazy import LazyGroup

command = LazyGroup(
    "sample",
    "Make things up for the sample shop; none of it is anybody's.",
    {"events": ("actions.cli.sample.events", "Visits, by made-up shoppers.")},
)
