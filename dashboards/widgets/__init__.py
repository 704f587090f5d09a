"""Small widgets drawn by the browser, each a Python class with a file of JavaScript beside it.

Whatever draws is behind one interface: pictures arrive as bytes, those of all drawings in one
message of a film, and their number comes back once all of them are on the screen, so that no more
is sent than can be shown.
"""
