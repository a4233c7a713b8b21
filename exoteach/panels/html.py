"""HTML in one place: everything that is not ``Html`` already is escaped here."""

from html import escape


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()

    def __html__(self):
        return self


def text(thing):
    """Return a thing as safe HTML; ``None`` gives nothing; sequences are joined."""
    if thing is None or thing is False:
        return Html("")
    if isinstance(thing, Html):
        return thing
    if isinstance(thing, list | tuple) or hasattr(thing, "__next__"):
        return Html("".join(text(part) for part in thing))
    return Html(escape(str(thing)))


def tag(name, /, *children, cls=None, **attributes):
    """Return an element. ``data_act="x"`` becomes ``data-act``; True writes a bare attribute; None leaves it out."""
    given = {"class": cls} | {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()}
    written = "".join(
        f" {k}" if v is True else f' {k}="{escape(str(v))}"' for k, v in given.items() if v is not None and v is not False
    )
    if name in ("input", "br", "img", "i"):
        return Html(f"<{name}{written}>" + ("</i>" if name == "i" else ""))
    return Html(f"<{name}{written}>{text(children)}</{name}>")


def button(label, act, value=None, cls=None, **attributes):
    """Return a button that sends an act."""
    key = f"{act}-{value}" if value is not None else act
    return tag("button", label, type="button", cls=cls, data_act=act, data_value=value, data_key=key, **attributes)


def feedback(verdict, *more):
    """Return the box that says how an answer did; it begins with a word, colour is never the only sign."""
    shade = {"right": " exo-right", "missing": " exo-missing"}.get(verdict.kind, "")
    said = tag("p", tag("b", verdict.word, " "), verdict.text, data_say="")
    return tag("div", said, *more, cls=f"exo-feedback{shade}")


def source_link(source):
    """Return a link to a source."""
    return tag("a", source.short, href=source.link, target="_blank", rel="noopener")
