"""The run of a view as arrays: a module for each view that offers more than its figures.

Each has the view's name, and a generator of progress ``arrays(asked)`` that returns arrays by name.
Times are in ms, v in mV, u and currents in the units of the neuron. All give "spike_times" and
"spike_neurons".
"""
