"""The map of the course, drawn from the prerequisites: what comes before what, what is there, what is done."""

from exoteach import evidence
from exoteach.figures.course_map import draw_map
from exoteach.panels.card import Card
from exoteach.panels.html import Html, tag


def columns():
    """Return the lessons in columns: each stands to the right of all it needs."""
    needs = {row["id"]: [] for row in evidence.rows("course/lessons")}
    for row in evidence.rows("course/prerequisites"):
        needs[row["lesson"]].append(row["needs"])
    depth = {}

    def place(key):
        if key not in depth:
            depth[key] = 1 + max((place(n) for n in needs[key]), default=-1)
        return depth[key]

    rows = sorted(evidence.rows("course/lessons"), key=lambda r: r["number"])
    return [[r for r in rows if place(r["id"]) == d] for d in range(1 + max(map(place, needs)))], needs


class CourseMap(Card):
    """A picture of the lessons with arrows, and the same in words."""

    kind = "setup"
    label = "Map of the course"

    def __init__(self, session):
        self.session = session
        super().__init__()
        session.listeners.append(self)
        self.refresh()

    def body(self):
        """Return the card."""
        return [tag("p", "Map", cls="exo-kind"), tag("h3", self.label, cls="exo-title"), self.picture(), self.words()]

    def state(self, lesson):
        """Return planned, ready, begun or done, for this learner."""
        if lesson["state"] == "planned":
            return "planned"
        steps, known = self.session.steps(lesson["id"]), self.session.progress.answers()
        done = sum(step in known for step in steps)
        return "done" if steps and done == len(steps) else "begun" if done else "ready"

    def picture(self):
        """Return the map as SVG: a box a lesson, an arrow from what it needs."""
        laid, needs = columns()
        drawn = [[(r["id"], r["number"], r["short"], self.state(r)) for r in column] for column in laid]
        svg = Html(draw_map(drawn, needs, f"{self.label}; the same stands below in words"))
        return tag("div", svg, cls="exo-scroll", tabindex="0", role="group", aria_label=self.label)

    def words(self):
        """Return the map in words, folded."""
        _, needs = columns()
        name = {row["id"]: f"{row['number']} {row['short']}" for row in evidence.rows("course/lessons")}
        rows = sorted(evidence.rows("course/lessons"), key=lambda r: r["number"])
        items = [
            tag("li", f"{name[r['id']]}: {self.state(r)}", f"; needs {', '.join(name[n] for n in needs[r['id']])}" if needs[r["id"]] else None)
            for r in rows
        ]
        return tag("details", tag("summary", "The map in words"), tag("ul", items), data_key="exo-map-words")

    def page(self):
        """Return the map for a page without a kernel: the lessons, nobody's progress."""
        rows = sorted(evidence.rows("course/lessons"), key=lambda r: r["number"])
        items = [tag("li", f"{r['number']} {r['title']} ({r['state']})") for r in rows]
        return tag("section", tag("h3", self.label), tag("ul", items))

    def line(self):
        """Return one line that tells no progress."""
        return self.label

