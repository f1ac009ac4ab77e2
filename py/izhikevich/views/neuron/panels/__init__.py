"""The panels of the Neuron view: each file declares and builds one."""
