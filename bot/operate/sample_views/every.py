"""All samples."""

from __future__ import annotations

from bot.operate.sample_views import answers, forms, lists, people, tasks

SAMPLES = [*forms.SAMPLES, *tasks.SAMPLES, *people.SAMPLES, *lists.SAMPLES, *answers.SAMPLES]
