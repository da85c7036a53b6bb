"""Made-up returns of ten districts, plainly marked as illustrative."""

from chiso.synthetic.folder import check_target
from chiso.synthetic.returns import Summary, make_returns
from chiso.synthetic.timeline import MOST_MONTHS

__all__ = ["MOST_MONTHS", "Summary", "check_target", "make_returns"]
