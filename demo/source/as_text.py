"""An article as plain text: what a shop pastes from an old mail or a note."""

from blocks import Article, plain


def render(article: Article) -> str:
    """Headings are underlined; a table becomes one line a row, each cell under its column's name."""
    lines = [article.title, "=" * len(article.title), ""]
    for block in article.blocks:
        match block:
            case ("heading", text):
                lines += [plain(text), "-" * len(plain(text))]
            case ("para", text):
                lines += [plain(text), ""]
            case ("ul", items):
                lines += [f"* {plain(item)}" for item in items] + [""]
            case ("ol", items):
                lines += [f"{number}) {plain(item)}" for number, item in enumerate(items, 1)] + [""]
            case ("table", head, rows):
                lines += [_row(head, row) for row in rows] + [""]
    return "\n".join(lines).rstrip() + "\n"


def _row(head: list, row: list) -> str:
    rest = "; ".join(f"{plain(name)}: {plain(cell)}" for name, cell in zip(head[1:], row[1:], strict=True))
    return f"{plain(row[0])} – {rest}"
