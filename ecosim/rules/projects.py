"""Projects: building against needs that change while one builds."""

from ecosim.compiled import rule
from ecosim.rules.elementary import natural_logarithm, power


@rule
def project_work(effort: float, scope: float, complexity: float) -> float:
    """Return the work of a project, in person-months.

        work = effort · scopeᶜ

    Parameters
    ----------
    effort : of all its needs one by one, after reuse, person-months, at least 0
    scope : number of needs taken on together, at least 1
    complexity : c, 0 where a bundle is no harder than its parts, 0..1

    Source: [AC] §1, §4.1, cost of full-scale platforms spirals; §6.1, breaking work into steps
    reduces complexity. Ours: the power.

    >>> round(project_work(36.0, 3.0, 0.25), 4)
    47.3787
    """
    return effort * power(scope, complexity)


@rule
def focus(projects: float, dilution: float) -> float:
    """Return how much of its people's time reaches the work when a firm has several projects.

        focus = 1 / (1 + dilution · max(0, projects − 1))

    Parameters
    ----------
    projects : at a time, at least 0
    dilution : time lost for each further project, 0..1

    Source: [AC] §6.1, diluted focus. Ours: the form.

    >>> round(focus(3.0, 0.1), 4)
    0.8333
    """
    return 1.0 / (1.0 + dilution * max(0.0, projects - 1.0))


@rule
def work_done(
    people: float, quality: float, development: float, practised: float, practice_effect: float
) -> float:
    """Return what is built in a month, in person-months of normal work.

        done = people · quality · (0.2 + 0.8·d) · (1 + e · practised)

    Parameters
    ----------
    people : of the provider, full-time equivalents, at least 0
    quality : of the provider's delivery, 0..1
    development : d, participation of the development team, 0..1
    practised : experience in solving needs, 0..1
    practice_effect : e, gain in pace by full experience, at least 0

    Source: [AC] §4.2.3, development designs solutions; §5, skills build stepwise. Ours: the form.

    >>> round(work_done(2.0, 0.7, 0.5, 0.5, 0.6), 4)
    1.092
    """
    return people * quality * (0.2 + 0.8 * development) * (1.0 + practice_effect * practised)


@rule
def practised(solved: float, half: float) -> float:
    """Return experience as a share of all that practice can teach.

        practised = solved / (solved + half)

    Parameters
    ----------
    solved : needs solved so far, at least 0
    half : needs after which half is learned, above 0

    Source: [AC] §5, learning by doing; each need counts once, however it was bundled. Ours: the
    form.

    >>> round(practised(2.0, 4.0), 4)
    0.3333
    """
    return solved / (solved + half)


@rule
def requirement_change(volatility: float, upheaval: float, effect: float, chance: float) -> float:
    """Return how much of what is being built is no longer what is needed after a month.

        change = min(1, volatility · (1 + effect · upheaval) · (−ln(1 − chance)))

    Parameters
    ----------
    volatility : mean in quiet times, 0..1
    upheaval : size of a shock to technology, regulation or taste this month, 0..1
    effect : how much a shock raises it, at least 0
    chance : uniform between 0 and 1, 0..1

    Source: [AC] §4.2.3, requirements may be added, changed or dropped in every cycle. Ours: the
    exponential form; most months bring little, a few bring much.

    >>> round(requirement_change(0.03, 0.0, 8.0, 0.5), 4)
    0.0208
    """
    mean = volatility * (1.0 + effect * upheaval)
    return min(1.0, mean * -natural_logarithm(max(1e-12, 1.0 - chance)))


@rule
def misfit_after(misfit: float, change: float, reviewed: float) -> float:
    """Return how far the work has drifted from what is needed, after a month.

        misfit′ = [misfit + change · (1 − misfit)] · (1 − reviewed)

    Parameters
    ----------
    misfit : before, 0..1
    change : of what is needed, this month, 0..1
    reviewed : share that this month's review puts right, 0 without one, 0..1

    Source: [AC] §5, each cycle delivers something usable, and change is expected. Ours: the form.

    >>> round(misfit_after(0.1, 0.05, 0.6), 4)
    0.058
    """
    return (misfit + change * (1.0 - misfit)) * (1.0 - reviewed)


@rule
def rework(corrected: float, progress: float, share: float) -> float:
    """Return the progress that is lost by putting work right.

        lost = progress · min(1, share · corrected)

    Parameters
    ----------
    corrected : misfit removed, 0..1
    progress : share of the project built, 0..1
    share : of what was wrong that must be built again, 0..1

    Source: [AC] §4.2.3, sprints with changing requirements. Ours: the form.

    >>> round(rework(0.1, 0.5, 0.8), 4)
    0.04
    """
    return progress * min(1.0, share * corrected)


@rule
def rethinks(change: float, reviewed: float, threshold: float) -> bool:
    """Tell whether a change is so strong that the project goes back to its priorities.

        change · reviewed > threshold

    Parameters
    ----------
    change : of what is needed, this month, 0..1
    reviewed : how far this month's review takes it up, 0..1
    threshold : 0..1

    Source: [AC] §6.1, activities may change order. Ours: the form; who does not look goes on.

    >>> rethinks(0.3, 0.5, 0.1)
    True
    """
    return change * reviewed > threshold


@rule
def needless_features(
    rate: float, development: float, operations: float, review: float, steering: float
) -> float:
    """Return how many features that nobody needs get into a project in a month.

        features = rate · (d + o)/2 · (1 − review · s)

    Parameters
    ----------
    rate : proposed in a month by full teams, at least 0
    development : d, participation; technologists propose what is new, 0..1
    operations : o, participation; users propose what they wish, 0..1
    review : share that a full steering team weeds out, 0..1
    steering : s, participation of the steering team, 0..1

    Source: [AC] §4.2.3, steering drops low-value features: a colour on a map that helps nobody
    earn; §4.1, functions that customers may not use. Ours: the form.

    >>> round(needless_features(0.4, 0.5, 0.7, 0.9, 0.6), 4)
    0.1104
    """
    return rate * 0.5 * (development + operations) * (1.0 - review * steering)
