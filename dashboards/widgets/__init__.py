"""Small widgets drawn by the browser, each a Python class with a file of JavaScript beside it.

Whatever draws is behind one interface: a picture arrives as bytes in ``frame``, and its number
comes back in ``drawn`` once it is on the screen, so that no more is sent than can be shown.
"""
