"""The equations of the model: one idea a file, one equation a function, each with its source.

A rule is a pure function of numbers. It draws nothing, loops over nothing and keeps nothing: chance
and parameters come in as arguments. Kernels, Mesa agents, documentation and dashboards use these.

Sources are cited by key: [AC] Sjödin et al. 2020; [DS] Ciasullo et al. 2021; [EM] Yang and Leposky
2022; [RT] Kamalaldin et al. 2020; [IN] Kolagar et al. 2022. "Ours:" marks a choice of our own.
"""
