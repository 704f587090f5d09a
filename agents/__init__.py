"""What providers, customers, partners, carriers and managers are, and how they decide."""

if __name__ == "agents":
    raise ImportError("Import this package as 'ecosim.agents', not as 'agents'.")
