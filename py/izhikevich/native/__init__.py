"""The ground floor: the C source, the structures it works on, how it is loaded, whether it runs.

Nothing here knows neurons or networks; what does calls it from `izhikevich.neuron.native`,
`izhikevich.network.native` and `izhikevich.nef.native`.
"""
