"""Fault injection: consistent reports written anew, faults put into them one at a time, and what gouji says of both."""
