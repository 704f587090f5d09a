"""Kernels: loops over rules, one stage of the month a file.

A range kernel takes ``(world, tick, low, high)`` and treats only firms or relationship slots from
``low`` to ``high``; it writes nothing that another range of the same stage reads. So the serial
run, threads and the Mesa agents, who call it for one firm each, all get the same bits.
"""
