"""``migrate publish``: a migrated site into a running Ghost, through its Admin API.

What is to be done is read from Ghost itself each time, so that a run that was cut off is finished by the next one, and
one that has nothing to do changes nothing.  A journal in the folder helps where Ghost cannot know: which file of ours
is at which address, and what a post was when we sent it, which tells a post that somebody has edited since.
"""
