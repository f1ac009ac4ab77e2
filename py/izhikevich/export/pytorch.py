"""Trained networks as PyTorch scripts: modules that step as this package does."""

from __future__ import annotations

from collections.abc import Generator

from izhikevich.export.formats import Exported, ExportRequest, exported
from izhikevich.export.source import indented
from izhikevich.export.trained import Trained, head, training
from izhikevich.progress import Progress

#: V after a spike and the jump of u, by reset mode; ``spiked`` carries the surrogate.
_RESETS = {
    "brainpy": """\
V = torch.where(spiked > 0.0, C, V)
u = u + D * spiked""",
    "hard": """\
spiked = spiked.detach()  # no gradient passes
V = torch.where(spiked > 0.0, C, V)
u = u + D * spiked""",
    "soft": """\
# V is C after a spike; the jump from V_TH to it carries the surrogate.
V = torch.where(spiked > 0.0, C, V) - (spiked - spiked.detach()) * (V_TH - C)
u = u + D * spiked""",
    "subtract": """\
V = V - V_TH * spiked
u = u + D * spiked""",
}
_REST = """\
since = torch.where(spiked > 0.0, 0.0, since + 1.0)
rests = since < RESTING
V_next, u_next = torch.where(rests, V, V_next), torch.where(rests, u, u_next)
"""
_RECURRENT = """\
inner, trace = self.synapses(spiked, trace)
current = current + inner
"""
_SPIKES_LOSS = """\
# The loss: the squared distance of both as exponential traces.
trace, loss = 0.0, 0.0
for now, wanted in zip(output, torch.from_numpy(target)):
    trace = {factor!r} * trace + now - wanted
    loss = loss + {share!r} * (trace**2).mean()
"""
_CLASSES_LOSS = """\
# The answer is the readout with the largest voltage, on average over the steps that count.
voltages = output[{first}:].mean(0)
loss = nn.functional.cross_entropy(voltages, torch.tensor([target]))
print(f"answer {{int(voltages.argmax())}}, right is {{target}}")
"""
_SCRIPT = '''
import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
DT = {dt!r}  # ms
A, B, C, D, V_TH = {cell}  # 1/ms, 1/ms, mV, mV/ms, mV
V_0, U_0 = {start}  # mV, mV/ms: the start
SCALE = {scale!r}  # mV, of the surrogate
{resting}

{surrogate}

class Spike(torch.autograd.Function):
    """1 from x = 0 on, else 0; going back, its derivative is the surrogate."""

    @staticmethod
    def forward(ctx, x):
        """Return the step."""
        ctx.save_for_backward(x)
        return (x >= 0.0).to(x)

    @staticmethod
    def backward(ctx, gradient):
        """Return the gradient by x."""
        (x,) = ctx.saved_tensors
        return gradient * surrogate(x)


class Synapses(nn.Module):
    """Each spike adds its weights to a current that decays with tau, ms."""

    def __init__(self, weights, tau, bias=None):
        super().__init__()
        self.weights = nn.Parameter(torch.tensor(weights))
        self.bias = None if bias is None else nn.Parameter(torch.tensor(bias))
        self.factor = {factor}

    def forward(self, spikes, trace=None):
        """Return the current, and the state."""
        inflow = spikes @ self.weights
        trace = inflow if trace is None else self.factor * trace + inflow
        return trace if self.bias is None else trace + self.bias, trace


class Izhikevich(nn.Module):
    """Izhikevich neurons: a spike is reported when V reaches V_TH, and reset in the next step."""

{made}    def forward(self, current, state=None):
        """Return the spikes of a step of exponential Euler, and the state."""
        if state is None:
{begun}        else:
            {state} = state
        spiked = Spike.apply((V - V_TH) / SCALE)
{recurrent}{reset}
        slope = DT * (2.0 * {k2!r} * V + {k1!r})
        step = DT * torch.expm1(slope) / slope
        V_next = V + step * ({k2!r} * V**2 + {k1!r} * V + {k0!r} - u + current)
        u_next = np.exp(-A * DT) * u + (1.0 - np.exp(-A * DT)) * B * V_next
{rest}        return Spike.apply((V_next - V_TH) / SCALE), ({after})


class Network(nn.Module):
    """Layers, each of which feeds the next."""

    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, inputs):
        """Return the output and the spikes, each (steps, batch, size)."""
        states = [None] * len(self.layers)
        output, spikes = [], []
        for x in inputs:
            for k, layer in enumerate(self.layers):
                x, states[k] = layer(x, states[k])
                if isinstance(layer, Izhikevich):
                    fired = x
            output.append(x)
            spikes.append(fired)
        return torch.stack(output), torch.stack(spikes)


{numbers}
network = Network(
{layers})
output, spikes = network(torch.from_numpy(inputs))

{loss}
# The gradient with respect to the weights, with which an optimiser goes on learning:
# torch.optim.Adam(network.parameters(), lr={rate!r}).step()
loss.backward()
gradients = {{name: weights.grad.numpy() for name, weights in network.named_parameters()}}

steps, spike_neurons = np.nonzero(spikes[:, 0].detach().numpy())
spike_times = DT * steps
print(f"{{steps.size}} spikes, loss {{loss.item():.4g}}")
'''
_MADE = """\
def __init__(self, synapses):
    super().__init__()
    self.synapses = synapses  # onto one another, with a delay of one step

"""


def writing(asked: ExportRequest) -> Generator[Progress, None, Exported]:
    """Return the script, once the network is trained."""
    trained = yield from training(asked)
    return exported(asked, _text(asked, trained), trained.notes)


def _text(asked: ExportRequest, trained: Trained) -> str:
    p = trained.neurons.cell
    kept = {
        "since": (trained.resting > 0, "torch.full_like(current, RESTING)  # steps since a spike"),
        "trace": (trained.recurrent, "None"),
    }
    more = {name: begun for name, (has, begun) in kept.items() if has}
    begun = {"V": "torch.full_like(current, V_0)", "u": "torch.full_like(current, U_0)", **more}
    lines = "".join(f"{name} = {value}\n" for name, value in begun.items())
    made = {"synapses": "Synapses", "neurons": "Izhikevich"}
    return head(asked, trained, "PyTorch (written for 2.13)", "pip install torch") + _SCRIPT.format(
        dt=trained.dt,
        cell=", ".join(map(repr, trained.cell.values())),
        start=", ".join(map(repr, trained.start)),
        scale=trained.scale,
        resting=f"RESTING = {trained.resting}  # steps after a spike\n" if trained.resting else "",
        surrogate=trained.surrogate("torch.relu", "torch.sigmoid", "torch.exp"),
        made=indented(_MADE) if trained.recurrent else "",
        begun=indented(indented(indented(lines))),
        state=", ".join(begun),
        after=", ".join(("V_next", "u_next", *more)),
        recurrent=indented(indented(_RECURRENT)) if trained.recurrent else "",
        reset=indented(indented(_RESETS[trained.neurons.reset])),
        k2=p.k2,
        k1=p.k1,
        k0=p.k0,
        rest=indented(indented(_REST)) if trained.resting else "",
        numbers=trained.numbers,
        layers=indented(trained.layers(made)),
        factor=trained.factor("float(np.exp(-DT / tau))"),
        loss=trained.loss(_SPIKES_LOSS, _CLASSES_LOSS),
        rate=trained.rate,
    )
