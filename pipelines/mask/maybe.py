"""The cheap test that SQL makes first: where it finds nothing, masking changes nothing."""

from pipelines.mask.addresses import FREE_ADDRESS
from pipelines.mask.characters import DISGUISED, ESCAPED, STAR
from pipelines.mask.dotted import COLONS, DOTTED
from pipelines.mask.forms import MAYBE_NUMBER
from pipelines.mask.half_masked import CROSSED
from pipelines.mask.maybe_label import MAYBE_LABEL

MAYBE_PERSONAL = "|".join(
    (f"[@{STAR}]|{DISGUISED}|{ESCAPED}", MAYBE_NUMBER, MAYBE_LABEL, FREE_ADDRESS, DOTTED, COLONS, CROSSED)
)
