"""A strict stand-in of the LINE platform: what LINE would refuse is refused here as well.

`Line` is the platform's memory, `line_app` its HTTP side, `Webhook` delivers events to the front
desk, `Phone` is a person's phone. `python -m tests.platforms.line --help` starts it with a page to
chat on.
"""

from tests.platforms.line.app import line_app
from tests.platforms.line.faults import Fault
from tests.platforms.line.phone import Phone
from tests.platforms.line.serving import serving
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook

__all__ = ["Fault", "Line", "Phone", "Webhook", "line_app", "serving"]
