"""Changes to a text: collected in any order, applied once."""

from __future__ import annotations

#: Order of changes at the same offset: whole lines come first, then what is put in, then what is put in the place of
#: something.
_LINE, _INSERTED, _REPLACED = 0, 1, 2


class Edits:
    """A list of changes to ``text``.  Offsets count in the unchanged text.

    Where changes overlap, what one deletes stays deleted: a later change that begins inside is dropped.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._edits: list[tuple[int, int, int, int, str]] = []

    def replace(self, start: int, end: int, new: str) -> None:
        self._edits.append((start, _REPLACED if end > start else _INSERTED, len(self._edits), end, new))

    def insert(self, at: int, new: str) -> None:
        self.replace(at, at, new)

    def insert_line(self, line_start: int, new: str) -> None:
        """Put ``new`` (with its newline) before the line, in front of every other change at its start."""
        self._edits.append((line_start, _LINE, len(self._edits), line_start, new))

    def replace_lines(self, start: int, end: int, new: str) -> None:
        """Replace whole lines; every other change at their start or inside is dropped."""
        self._edits.append((start, _LINE, len(self._edits), end, new))

    def delete(self, start: int, end: int) -> None:
        self.replace(start, end, "")

    def replaced(self) -> set[int]:
        """Return the offsets at which a replacement begins."""
        return {start for start, _, _, end, _ in self._edits if end > start}

    def apply(self, start: int = 0, end: int | None = None) -> str:
        """Return the changed text between two offsets.  Takes time linear in the text, but for a sort."""
        text = self.text
        stop = len(text) if end is None else end
        edits = sorted(self._edits)
        if not edits:
            return text[start:stop]
        parts: list[str] = []
        at = start
        for edit_start, _, _, edit_end, new in edits:
            if edit_start < at or edit_start > stop:
                continue
            parts.append(text[at:edit_start])
            parts.append(new)
            at = edit_end
        parts.append(text[at:stop])
        return "".join(parts)
