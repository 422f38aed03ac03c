"""Pages of complaints: the desk that notes and tells, the recipients who examine, who names them."""
