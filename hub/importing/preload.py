"""What the server process of the children holds ready, so that no child loads it again: sheets, regions, readers."""

from hub.agencies import agencies
from hub.importing import check
from hub.importing.catalogue import sheets
from hub.regions import register

READY = (check, sheets(), register(), agencies())
