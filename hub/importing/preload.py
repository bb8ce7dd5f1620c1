"""Everything that checking a file needs, loaded: a process that imports this module forks children that can begin."""

from hub.importing.catalogue import sheets
from hub.importing.check import check_file
from hub.regions import register

__all__ = ["check_file"]

sheets()
register()
