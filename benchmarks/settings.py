"""The platform's own settings, as the demonstration has them, with the time of each answer said in it."""

import os

os.environ.setdefault("BENKAN_DEMO", "true")

from benkan.config.settings import *  # noqa: F403
from benkan.config.settings import MIDDLEWARE

TIMING = "benkan.common.timing.ServerTiming"
if TIMING not in MIDDLEWARE:
    MIDDLEWARE.insert(0, TIMING)
