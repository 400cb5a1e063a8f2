"""A deterministic simulation of the whole bot: a seed is a world, and gives the same run to the letter.

Several processes of the real application work on one SQLite database in memory (`processes`, `database`).
Their threads are greenlets that take turns on a virtual clock (`scheduler`, `virtual`, behind `bot.runtime`).
ChartMogul and Slack are small objects behind the bot's real clients (`chartmogul`, `slack`, `network`).
People open forms, press twice, correct, edit, and press the buttons of messages (`people`, `screen`).
They change tasks in Slack (`crowd`, `task_forms`) and by hand (`hands`), and open App Homes (`residents`).
They ask for lists (`askers`) and switch digests on and off (`mondays`).
Some have tasks due and want to be reminded: it is morning where they are (`mornings`).
What goes wrong, and how often, is drawn for each seed (`options`, `faults`); processes die at any step.
First there are faults (*safety*); then all is healthy, and must come to rest in time (*liveness*).
What must hold are objects that hear all that happens (`checkers`, `events`). A mistake put into the bot must
trip them (`mutants`). A world that fails is cut down to the smallest that fails alike (`shrinking`).

`uv run python -m tests.simulation --seed 7` replays a world and prints its trace; `--seeds 20000 --jobs 2`
looks for failures; `--mutant` does either with a mistake in the bot. The suite runs the first 200 seeds.
What changes something in ChartMogul or Slack joins in: its calls in `chartmogul` or `slack`, who asks for it
in `people`, what must hold of it in `checkers`, and a mutant.
"""
