"""What must hold of any page that evm-serve makes."""
import html.parser


class Page(html.parser.HTMLParser):
    """What must hold of any page of ours."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.bad, self.open = [], [], []
        self.feed(text)
        if self.open:
            self.bad.append(f"left open: {self.open}")

    VOID = {"meta", "link", "input", "br", "img", "hr"}

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.tags.append((tag, names))
        if any(n.startswith("on") or n == "style" for n in names):
            self.bad.append(f"inline handler or style: {tag} {attrs}")
        if tag == "script" and "src" not in names:
            self.bad.append("inline script")
        if tag == "form" and names.get("method") == "post" and "csrf" in names:
            self.bad.append("csrf in a form's tag")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.bad.append(f"</{tag}> where {self.open[-3:]} is open")
        if self.open:
            self.open.pop()


def well_formed(check, text, what):
    page = Page(text)
    check(not page.bad, f"{what} is well formed", page.bad[:3])
    check(text.startswith("<!doctype html>"), f"{what} has a doctype", text[:40])
    check(sum(t == "h1" for t, _ in page.tags) == 1, f"{what} has one h1")
    posts = [a for t, a in page.tags if t == "form" and a.get("method") == "post"]
    tokens = [a for t, a in page.tags if t == "input" and a.get("name") == "csrf"]
    check(len(tokens) == len(posts) or "/login" in what, f"{what}: each form has its token",
          (len(tokens), len(posts)))
    return page
