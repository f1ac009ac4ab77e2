"""Networks of Izhikevich neurons: populations, connections, inputs and recordings."""
