"""居場所: places to be, found by what somebody looks for."""
