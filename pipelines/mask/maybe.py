"""The cheap test that SQL makes first: where it finds nothing, masking changes nothing."""

from pipelines.mask.characters import DISGUISED, ESCAPED, STAR
from pipelines.mask.dotted import COLONS, DOTTED
from pipelines.mask.forms import MAYBE_NUMBER
from pipelines.mask.free_addresses import CHINESE_ADDRESS, MAYBE_ENGLISH
from pipelines.mask.half_masked import MAYBE_CROSSED
from pipelines.mask.maybe_label import MAYBE_LABEL
from pipelines.mask.pinyin_names import PINYIN_SURNAME

_TRACES = (f"[@{STAR}]|{DISGUISED}|{ESCAPED}", DOTTED, COLONS, MAYBE_CROSSED)
_SHAPES = (MAYBE_NUMBER, CHINESE_ADDRESS, MAYBE_ENGLISH, PINYIN_SURNAME)
# About a million messages a second and thread; RE2 falls to a tenth of that where its program grows by one
# counted repetition too many. Measure in DuckDB before adding a form here.
MAYBE_PERSONAL = "|".join((*_TRACES, *_SHAPES, MAYBE_LABEL))
