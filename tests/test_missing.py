"""Nobody is sent looking for what no source vouches for."""

from __future__ import annotations

import pytest

from matcher import missing, recognising
from matcher.knowledge import knowledge
from matcher.model import Flow

DESCRIBED = "a curtain before the deflector of our shooting range"


@pytest.mark.parametrize(
    ("text", "confirmed", "only_describes"),
    [(DESCRIBED, (), True), (DESCRIBED, ("conveyor-belts",), False), ("Worn conveyor belts", (), False)],
)
def test_a_want_that_only_describes_a_job_has_a_giver_once_somebody_confirmed_it(text, confirmed, only_describes):
    flow = Flow("1", "want", text, language="en", resources=confirmed)
    assert missing._only_describes(recognising.read(flow, knowledge())) is only_describes


def test_the_usual_sectors_are_told_without_what_tells_their_plants_apart():
    assert missing._usual(["22.26:underlay", "16.11", "16.11", "nowhere"]) == ["16.11", "22.26"]
