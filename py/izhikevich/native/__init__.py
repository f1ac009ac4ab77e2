"""The ground floor: the C source, its structures, how it is loaded, and whether it runs.

Nothing here knows about neurons or networks; they use it via `izhikevich.neuron.native`,
`izhikevich.network.simulation.native` and `izhikevich.nef.native`.
"""
