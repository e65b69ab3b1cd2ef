"""A field of a form that takes a file: what is chosen, what the row holds, and whether that is to go.

    chosen ---read in full when the form is checked--> kept, of nobody --saved--> the row's
                                                                  \\-> else let go of as the request ends

A form never says which file of ours it means: it sends one, keeps the one that stands, or takes it out.
"""

from typing import Any

from flask import Response, after_this_request
from werkzeug.datastructures import FileStorage
from wtforms import Field
from wtforms.validators import ValidationError

from admin.current_viewer import bring, viewer
from tansiq.faults import Refused
from tansiq.files import keeping, photographs
from tansiq.models import FieldDefinition, KeptFile
from tansiq.organizations.document_files import MEDIA_TYPES
from tansiq.platform.uploads import limit_mb

_NOTHING = "-none"
"""What is added to the name of the field for the box by which a file is taken out."""


class KeptFileField(Field):
    """The number of a file of the row, or of the one that was sent; None where the row holds none."""

    def __init__(
        self, label: Any, one: FieldDefinition, required: bool = False, most_mb: int | None = None, **options: Any
    ) -> None:
        super().__init__(label, **options)
        self.one, self.most_mb = one, most_mb
        self.flags.required = required
        self.held: int | None = None
        self.data: int | None = None
        self.sent: FileStorage | None = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.held = data if isinstance(data, int) else None
        super().process(formdata, self.held, extra_filters)
        if formdata is not None and self.name_of_nothing in formdata:
            self.data = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        chosen = [given for given in valuelist if isinstance(given, FileStorage) and given.filename]
        self.sent = chosen[0] if chosen else None

    def pre_validate(self, form: Any) -> None:
        """Keep what was sent. Raises ValidationError where it is not taken."""
        if self.sent is None:
            return
        try:
            keeping.refuse_flood(viewer())
            file = keeping.take_in(self.one, self.sent.stream, str(self.sent.filename), self.most_mb)
        except Refused as refusal:
            raise ValidationError(str(refusal.faults[0])) from None
        bring(file.id)
        _let_go_at_the_end(file.id)
        self.data = file.id

    @property
    def name_of_nothing(self) -> str:
        """The name of the box by which the file is taken out."""
        return f"{self.name}{_NOTHING}"

    @property
    def held_file(self) -> KeptFile | None:
        """The file that the row holds."""
        file: KeptFile | None = KeptFile.get_or_none(KeptFile.id == self.held, KeptFile.removed_at.is_null())
        return file

    @property
    def is_to_choose_again(self) -> bool:
        """Whether a file was sent with a form that is shown once more: a browser forgets what was chosen."""
        return self.sent is not None

    @property
    def is_of_photographs(self) -> bool:
        """Whether it takes photographs alone."""
        return bool(self.one.value_type == "PHOTO")

    @property
    def limit(self) -> int:
        """Megabytes that a file may have."""
        return self.most_mb or limit_mb()

    @property
    def endings(self) -> str:
        """What the browser offers to choose from."""
        if self.is_of_photographs:
            # By these words telephones offer their camera, and make a JPEG of what only their own kind reads.
            return "image/jpeg,image/png,image/webp"
        return ",".join(dict.fromkeys(f".{ending}" for ending in (*MEDIA_TYPES, *photographs.ENDINGS)))


def _let_go_at_the_end(file_id: int) -> None:
    @after_this_request
    def let_go(response: Response) -> Response:
        keeping.let_go([file_id])
        return response
