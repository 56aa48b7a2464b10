"""The solver of linear programmes: HiGHS, as a package on CPython, handed over by the page in a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Solve = Callable[[str], Mapping[str, float]]

# Equal input, equal plan: one thread, and a limit of work in place of one of time. The page's worker has the same.
OPTIONS = {"output_flag": False, "threads": 1, "mip_rel_gap": 1e-4, "mip_max_nodes": 20}
_handed_over: list[Solve] = []


def use(solve: Solve) -> None:
    """Take *solve* for all programmes from now on."""
    _handed_over[:] = [solve]


def solve(programme: str) -> Mapping[str, float]:
    """The values of the variables of *programme* (CPLEX LP format) at its optimum, by name.

    With whole numbers among them they are within a ten-thousandth of it, or the best that a bounded search finds.

    Raises ModuleNotFoundError where there is no solver, and RuntimeError where it finds no optimum: a programme of
    ours always has one, since nothing at all is allowed.

    >>> solve("Maximize\\n worth: + 3 x + 2 y\\nSubject To\\n c: + x + y <= 4\\n d: + x <= 3\\nEnd\\n")
    {'x': 3.0, 'y': 1.0}
    """
    return _handed_over[-1](programme) if _handed_over else _solved_here(programme)


def _solved_here(programme: str) -> Mapping[str, float]:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from highspy import Highs, HighsModelStatus

    solver = Highs()  # type: ignore[no-untyped-call]
    for option, value in OPTIONS.items():
        solver.setOptionValue(option, value)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "programme.lp"
        path.write_text(programme, encoding="ascii")
        solver.readModel(str(path))
    solver.run()
    status = solver.getModelStatus()
    if status not in (HighsModelStatus.kOptimal, HighsModelStatus.kSolutionLimit):
        raise RuntimeError(f"HiGHS found no optimum: {solver.modelStatusToString(status)}")
    names = (solver.getColName(column)[1] for column in range(solver.getNumCol()))
    return dict(zip(names, solver.getSolution().col_value, strict=True))
