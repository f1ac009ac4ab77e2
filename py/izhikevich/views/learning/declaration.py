"""Parameters and layout of the Learning view."""

from __future__ import annotations

from izhikevich.learning import RESETS, SURROGATES
from izhikevich.text import capital
from izhikevich.transport import UNSET
from izhikevich.views.schema import (
    Choice,
    Continue,
    Group,
    Option,
    Parameter,
    PresetGroup,
    Values,
    amount,
)
from izhikevich.views.shared import seed

GROUPS = (
    Group("training", "Training", "Duration, time step and random seed."),
    Group("surrogate", "Surrogate", "What replaces the derivative of a spike."),
    Group("model", "Model", "How the neurons are computed."),
    Group("look", "Selection", "The sample and neuron shown in the plots."),
)

PRESET_GROUPS = (
    PresetGroup("tasks", "Tasks"),
    PresetGroup("lessons", "Why a surrogate?"),
)

#: Surrogates by their key, with names and particular features.
NAMES = {
    "relu": ("Triangle (ReLU-grad)", "BrainPy's default, here three times as wide."),
    "sigmoid": ("Sigmoid", "The slope of a logistic function."),
    "fast_sigmoid": ("Fast sigmoid (SuperSpike)", "A sharp peak with long tails."),
    "arctan": ("Arctangent", "A bell with long tails."),
    "gaussian": ("Gaussian", "A bell without tails."),
    "multi_gaussian": ("Multi-Gaussian", "A bell minus two wider ones: negative far away."),
    "straight_through": ("Straight-through", "A rectangle: a spike counts as a straight line."),
    "true_step": ("None: the true derivative", "Zero, so no gradient passes through a spike."),
}

#: Alpha and width with which each trains the tasks well.
DEFAULTS: dict[str, Values] = {
    "relu": {"alpha": 0.3, "width": 3.0},
    "sigmoid": {"alpha": 4.0, "width": 2.0},
    "fast_sigmoid": {"alpha": 0.5, "width": 1.0},
    "arctan": {"alpha": 2.0, "width": 3.0},
    "gaussian": {"alpha": 2.0, "width": 1.0},
    "multi_gaussian": {"alpha": 2.0, "width": 1.0},
    "straight_through": {"alpha": 1.0, "width": 1.0},
}

assert tuple(NAMES) == tuple(SURROGATES)


PARAMETERS: tuple[Parameter, ...] = (
    amount(
        "epochs",
        "n_ep",
        "epochs",
        "",
        (0.0, 200.0, 5.0),
        "Number of passes through all samples. More epochs continue the training; fewer epochs "
        "restart it.",
        group="training",
        high=5000.0,
        whole=True,
    ),
    amount(
        "rate",
        "η",
        "learning rate",
        "",
        (0.005, 0.2, 0.005),
        "Approximate change of each weight in one step of the optimiser, Adam.",
        group="training",
        high=10.0,
    ),
    seed(
        "Seed of the random numbers: samples, initial weights, order of the samples.",
        "training",
    ),
    Choice(
        name="surrogate",
        label="Surrogate gradient",
        group="surrogate",
        help="Spikes stay spikes; only the backward pass, from the error to the weights, uses it.",
        options=tuple(
            Option(key, label, text, DEFAULTS.get(key, UNSET))
            for key, (label, text) in NAMES.items()
        ),
    ),
    amount(
        "alpha",
        "α",
        "height or steepness",
        "",
        (0.1, 10.0, 0.1),
        "Height of the triangle, the bells and the rectangle; steepness of the others.",
        group="surrogate",
        low=1e-6,
    ),
    amount(
        "width",
        "δ",
        "width",
        "",
        (0.1, 5.0, 0.1),
        "How far from the threshold the surrogate reaches, in units of its scale.",
        group="surrogate",
        low=1e-6,
    ),
    amount(
        "scale",
        "κ",
        "scale",
        "mV",
        (10.0, 150.0, 5.0),
        "The surrogate is a function of (v - 30 mV) / κ. Rest and threshold are 95 mV apart; "
        "BrainPy uses 30 mV, so that its surrogate is zero below v = 0.",
        group="surrogate",
        low=0.1,
    ),
    Choice(
        name="reset",
        label="How gradients pass through the reset",
        group="model",
        help="Three of these give the same spikes but differ in what is learned from them.",
        options=tuple(
            Option(key, capital(mode.title), f"{mode.help}.") for key, mode in RESETS.items()
        ),
    ),
    amount(
        "dt",
        "dt",
        "time step",
        "ms",
        (0.05, 1.0, 0.05),
        "With large steps a spike is one big jump across the threshold, which a narrow surrogate "
        "misses.",
        group="model",
        low=0.05,  # all samples of a batch go through all steps before anything is displayed
        high=2.0,
    ),
    amount(
        "tau_ref",
        "τ_ref",
        "refractory time",
        "ms",
        (0.0, 10.0, 0.5),
        "For this long after a spike, v and u stay as the reset left them; meanwhile no current "
        "acts, and no error passes through it.",
        group="model",
        high=100.0,
    ),
    amount(
        "sample",
        "k",
        "sample",
        "",
        (0.0, 50.0, 1.0),
        "Which of the held-out samples is shown.",
        group="look",
        high=100_000.0,
        whole=True,
    ),
    amount(
        "neuron",
        "i",
        "selected neuron",
        "",
        (0.0, 39.0, 1.0),
        "Neuron whose voltage is shown in the panel Neuron. Click one in the raster.",
        group="look",
        high=39.0,
        whole=True,
    ),
)

CONTINUE = Continue("epochs", 10.0, "10 more epochs", "Train")
