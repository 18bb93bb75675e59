from xml.etree import ElementTree as Xml

from llm.model.curve import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Point, draw_curve

SVG = "{http://www.w3.org/2000/svg}"


def test_both_losses_lie_within_the_frame_and_fall_as_they_do() -> None:
    points = [Point(1_000, 4.0, 3.8), Point(50_000, 2.0, 2.1), Point(100_000, 1.0, 1.3)]
    picture = Xml.fromstring(draw_curve(points, "a < b"))
    lines = [line.get("points", "").split() for line in picture.findall(f"{SVG}polyline")]
    assert [len(line) for line in lines] == [3, 3]
    for line in lines:
        places = [tuple(map(float, pair.split(","))) for pair in line]
        assert all(LEFT <= x <= WIDTH - RIGHT and TOP <= y <= HEIGHT - BOTTOM for x, y in places)
        assert [y for _, y in places] == sorted(y for _, y in places)  # downwards is a lower loss
    assert picture.findtext(f"{SVG}title") == "a < b"


def test_a_training_too_short_for_points_still_draws() -> None:
    Xml.fromstring(draw_curve([], "nothing yet"))
