"""Trained networks as BrainPy scripts: its layers, with the surrogate and reset of the view."""

from __future__ import annotations

from collections.abc import Generator

from izhikevich.export.formats import Exported, ExportRequest, exported
from izhikevich.export.source import indented
from izhikevich.export.trained import Trained, head, training
from izhikevich.learning import Dense, Recurrent
from izhikevich.progress import Progress

#: V after a spike and the jump of u, by reset mode; ``spiked`` carries the surrogate. BrainPy's own
#: layers have the first.
_RESETS = {
    "brainpy": "",
    "hard": """\
spiked = jax.lax.stop_gradient(spiked)  # no gradient passes
V = u.math.where(spiked > 0.0, self.c, V)
""",
    "soft": """\
# V is c after a spike; the jump from V_th to it carries the surrogate.
carried = spiked - jax.lax.stop_gradient(spiked)
V = u.math.where(spiked > 0.0, self.c, V) - carried * (self.V_th - self.c)
""",
    "subtract": """\
V = V - spiked * self.V_th
""",
}
_LAYER = '''
class Izhikevich(brainpy.state.{kind}):
    """BrainPy's layer, but for the gradient that passes through a reset."""

    def update(self, x):
        """Take one step, and return the spikes."""
        V, spiked = self.V.value, self.get_spike()
{reset}        w = self.u.value + spiked * self.d
        V_next = brainstate.nn.exp_euler_step(
            lambda v: self.p1 * v * v + self.p2 * v + self.p3 - w + x, V
        )
        w_next = brainstate.nn.exp_euler_step(lambda w: self.a * (self.b * V_next - w), w)
{rest}        self.V.value, self.u.value = V_next, w_next
        return self.get_spike()

'''
_REST = """\
t, last = brainstate.environ.get("t"), self.last_spike_time
rests = t - last.value < self.tau_ref
V_next, w_next = u.math.where(rests, V, V_next), u.math.where(rests, w, w_next)
last.value = u.math.where(V_next >= self.V_th, t, last.value)
"""
_SPIKES_LOSS = """\
    # The squared distance of both as exponential traces.
    def fade(trace, wrong):
        trace = {factor!r} * trace + wrong
        return trace, trace

    _, traces = jax.lax.scan(fade, jnp.zeros(output.shape[1:]), output - target)
    loss = {share!r} * (traces**2).mean(axis=(1, 2)).sum()
"""
_CLASSES_LOSS = """\
    # The answer is the readout with the largest voltage, on average over the steps that count.
    voltages = output[{first}:].mean(axis=(0, 1))
    loss = jax.nn.logsumexp(voltages) - voltages[target]
"""
_SCRIPT = '''
import brainpy
import brainstate
import braintools
import brainunit as u
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
DT = {dt!r}  # ms
V_TH, SCALE = {threshold!r}, {scale!r}  # mV; the scale is that of the surrogate
brainstate.environ.set(precision=64, dt=DT * u.ms)


{surrogate}

class Surrogate(braintools.surrogate.Surrogate):
    """The surrogate as a function of (V - V_TH) / V_TH, as BrainPy's layers have it."""

    def surrogate_grad(self, x):
        """Return the derivative."""
        return V_TH / SCALE * surrogate(V_TH / SCALE * x)

{layer}
class Synapses:
    """Each spike adds its weights to a current that decays with tau, ms."""

    def __init__(self, weights, tau):
        self.weights, self.factor = weights, {factor}
        self.current = brainstate.ShortTermState(jnp.zeros((1, weights.shape[1])))

    def __call__(self, spikes):
        """Take one step, and return the current."""
        self.current.value = self.factor * self.current.value + spikes @ self.weights
        return self.current.value


def neurons(size):
    """Return a layer of neurons at the start."""
    layer = {name}(
        size,
        a={a!r} / u.ms,
        b={b!r} / u.ms,
        c={c!r} * u.mV,
        d={d!r} * u.mV / u.ms,
        V_th=V_TH * u.mV,
{resting}        V_initializer=braintools.init.Constant({V!r} * u.mV),
        u_initializer=braintools.init.Constant({u!r} * u.mV / u.ms),
        spk_fun=Surrogate(),
    )
    layer.init_state(1)
    return layer


def respond(weights, inputs):
    """Return the output and the spikes, each (steps, 1, size)."""
{layers}
    def step(t, x):
        with brainstate.environ.context(t=t * u.ms):
{steps}        return x, spikes

    return brainstate.transform.for_loop(step, DT * np.arange(len(inputs)), inputs)


def loss_of(weights):
    """Return the loss, and the output and the spikes."""
    output, spikes = respond(weights, inputs)
{loss}    return loss, (output, spikes)


{numbers}
# The gradient with respect to the weights: an optimiser, such as optax.adam({rate!r}), continues
# learning with it.
learn = jax.jit(jax.value_and_grad(loss_of, has_aux=True))
(loss, (output, spikes)), gradients = learn(weights)

steps, spike_neurons = np.nonzero(np.asarray(spikes[:, 0]))
spike_times = DT * steps
print(f"{{steps.size}} spikes, loss {{loss:.4g}}")
'''


def writing(asked: ExportRequest) -> Generator[Progress, None, Exported]:
    """Return the script, once the network is trained."""
    trained = yield from training(asked)
    return exported(asked, _text(asked, trained), trained.notes)


def _text(asked: ExportRequest, trained: Trained) -> str:
    resting = trained.resting
    kind = "IzhikevichRef" if resting else "Izhikevich"
    reset = _RESETS[trained.neurons.reset]
    layer = _LAYER.format(
        kind=kind,
        reset=indented(indented(reset)),
        rest=indented(indented(_REST)) if resting else "",
    )
    V, u = trained.start
    made, steps = _network(trained)
    tool = 'pip install "brainpy[cpu]==2.8.2"'
    return head(asked, trained, "BrainPy (written for 2.8)", tool) + _SCRIPT.format(
        dt=trained.dt,
        threshold=trained.cell["V_th"],
        scale=trained.scale,
        surrogate=trained.surrogate("jax.nn.relu", "jax.nn.sigmoid", "jnp.exp"),
        layer=layer if reset else "",
        name="Izhikevich" if reset else f"brainpy.state.{kind}",
        **trained.cell,
        # Half a step more than the steps, which rounding then does not change.
        resting=f"        tau_ref={(resting + 0.5) * trained.dt!r} * u.ms,\n" if resting else "",
        V=V,
        u=u,
        layers=indented(made),
        steps=indented(indented(indented(steps))),
        factor=trained.factor("np.exp(-DT / tau)"),
        loss=trained.loss(_SPIKES_LOSS, _CLASSES_LOSS),
        numbers=trained.numbers,
        rate=trained.rate,
    )


def _network(trained: Trained) -> tuple[str, str]:
    """Return the source that makes the layers, and that of a step through them."""
    made, steps = [], []
    for k, layer in enumerate(trained.shown.model.layers):
        if isinstance(layer, Dense):
            made.append(f'synapses_{k} = Synapses(weights["{k}/weights"], {layer.tau!r})')
            bias = f' + weights["{k}/bias"]' if "bias" in layer.weights else ""
            steps.append(f"x = synapses_{k}(x){bias}")
            continue
        made.append(f"neurons_{k} = neurons({layer.in_size})")
        if isinstance(layer, Recurrent):
            made.append(f'recurrent_{k} = Synapses(weights["{k}/recurrent"], {layer.tau!r})')
            steps.append(f"x = x + recurrent_{k}(neurons_{k}.get_spike())")
        steps.append(f"x = spikes = neurons_{k}.update(x * u.mV / u.ms)")
    return "".join(f"{line}\n" for line in made), "".join(f"{line}\n" for line in steps)
