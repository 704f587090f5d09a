"""The engine: state, randomness, network, kernels, and the loop that runs them."""
