"""The README's list of lessons is the one of the tables."""

import build_readme


def test_the_readme_lists_todays_lessons(root, rows):
    text = (root / "README.md").read_text("utf-8")
    assert build_readme.with_lessons(text) == text, "make notebooks renews the list"
    assert all(f"| {row['number']} {row['short']} |" in text for row in rows("course/lessons"))
