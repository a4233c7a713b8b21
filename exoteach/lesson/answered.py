"""What questions and exercises share: a verdict, and the way from its feedback into a panel."""

from exoteach.panels.card import Card
from exoteach.panels.html import button, feedback


class Answered(Card):
    """A card that keeps a verdict on the learner's answer."""

    def __init__(self, key, session):
        self.session = session
        self.verdict = None
        super().__init__()
        self.name = f"exo-{key}-{self.serial}"

    def refuting_panel(self):
        """Return the open panel that has the preset of the verdict, or None."""
        preset = self.verdict.preset if self.verdict else None
        return next((p for p in self.session.panels.values() if preset in p.presets and not p.cover), None)

    def on_show(self, message):
        """Load the preset that refutes the answer into its panel, and go there."""
        panel = self.refuting_panel()
        if panel is not None:
            panel.attend(self.verdict.preset)

    def feedback(self):
        """Return the feedback to the present answer, or None."""
        if self.verdict is None:
            return None
        show = button("Show me in the panel", "show", cls="exo-link") if self.refuting_panel() is not None else None
        return feedback(self.verdict, show)
