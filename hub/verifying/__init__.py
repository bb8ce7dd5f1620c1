"""`hub verify`: everything derived is rebuilt from the stored originals and compared."""

from hub.verifying.differences import Difference
from hub.verifying.telling import told
from hub.verifying.verify import LIMIT_DEFAULT, LIMIT_MAX, Verified, verify

__all__ = ["LIMIT_DEFAULT", "LIMIT_MAX", "Difference", "Verified", "told", "verify"]
