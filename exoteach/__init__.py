"""exoteach: an open, interactive course on exosomes as drug carriers.

A notebook needs one import: ``from exoteach import lesson``.
The layers, top down: lesson, panels, figures, course, models, evidence. Imports point downwards only.
"""

__version__ = "0.1.0"
