"""A comparison as a picture and as HTML, for reports and notebooks."""

from __future__ import annotations

import html

from ecosim.drawing import Range, ranges
from ecosim.experiments.answer import answer_sentences, question
from ecosim.experiments.comparison import ComparisonResult
from ecosim.experiments.standing import Standing
from ecosim.results.figures import percent, plus_minus

__all__ = ["comparison_html", "gains_picture"]


def gains_picture(standing: Standing) -> str:
    """Return what each candidate changes against having no new partner, as SVG."""
    result = standing.result
    rows = [
        Range(ranked.candidate, ranked.gain.low, ranked.gain.estimate, ranked.gain.high,
              note=percent(ranked.probability_best), strong=place == 0)
        for place, ranked in enumerate(result.ranking)
    ]  # fmt: skip
    words = [f"{r.candidate} {plus_minus(r.gain, signed=True)}" for r in result.ranking]
    return ranges(
        rows,
        f"Change against having no new partner: {'; '.join(words)}.",
        f"change of {result.focal}'s {standing.objective_words}{standing.unit_in_brackets}",
        reference=0.0,
        note_title="best with",
    )


def comparison_html(result: ComparisonResult) -> str:
    """Return question, answer and picture."""
    standing = Standing.of(result)
    sentences = "".join(f"<p>{html.escape(text)}</p>" for text in answer_sentences(standing))
    heading = f"<p><b>{html.escape(question(result))}</b></p>"
    runs = f"<p>n = {result.replicates:,} paired runs; 95 % intervals.</p>"
    return f"<div>{heading}{sentences}{gains_picture(standing)}{runs}</div>"
