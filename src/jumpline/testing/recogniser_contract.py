"""What every recogniser must do. Subclass ``RecogniserContract`` in a test module and give one."""

from __future__ import annotations

import pytest

from jumpline.errors import UsageError
from jumpline.model.recognised import Piece
from jumpline.model.scan import PageImage
from jumpline.ports import Recogniser


def blank(width: int = 400, height: int = 300) -> PageImage:
    """White paper at 200 dpi."""
    return PageImage(b"\xff" * (width * height), width, height, 200.0)


class RecogniserContract:
    #: What the printed picture says, without spaces.
    says = ""

    @pytest.fixture
    def recogniser(self) -> Recogniser:
        raise NotImplementedError

    @pytest.fixture
    def printed(self) -> PageImage:
        """A picture with ``says`` on it."""
        raise NotImplementedError

    def make(self, options: dict[str, str]) -> Recogniser:
        raise NotImplementedError

    def test_blank_paper_has_no_text(self, recogniser: Recogniser) -> None:
        assert recogniser.recognise(blank()) == []

    def test_a_tiny_picture_has_no_text(self, recogniser: Recogniser) -> None:
        assert recogniser.recognise(blank(50, 45)) == []

    def test_reads(self, recogniser: Recogniser, printed: PageImage) -> None:
        text = "".join(_lines(recogniser.recognise(printed))).replace(" ", "")
        assert self.says in text

    def test_boxes_lie_on_the_page(self, recogniser: Recogniser, printed: PageImage) -> None:
        width, height = (side * 72 / printed.dpi for side in (printed.width, printed.height))
        for piece in recogniser.recognise(printed):
            for line in piece.lines:
                boxes = [line.box, *(word.box for word in line.words)]
                for box in boxes:
                    assert box is not None
                    assert -0.1 <= box[0] <= box[2] <= width + 0.1
                    assert -0.1 <= box[1] <= box[3] <= height + 0.1

    def test_words_have_confidence_and_are_the_line(
        self, recogniser: Recogniser, printed: PageImage
    ) -> None:
        for piece in recogniser.recognise(printed):
            for line in piece.lines:
                words = list(line.words)
                assert all(-1 <= word.sure <= 1 for word in words)
                if words:
                    joined = "".join(word.text for word in words)
                    assert joined.replace(" ", "") == line.text.replace(" ", "")

    def test_equal_pictures_equal_text(self, recogniser: Recogniser, printed: PageImage) -> None:
        assert recogniser.recognise(printed) == recogniser.recognise(printed)

    def test_an_unknown_option_is_refused(self) -> None:
        with pytest.raises(UsageError):
            self.make({"no-such-option": "1"})


def _lines(pieces: list[Piece]) -> list[str]:
    return [line.text for piece in pieces for line in piece.lines]
