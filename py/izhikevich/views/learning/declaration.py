"""Parameters and layout of the Learning view."""

from __future__ import annotations

from izhikevich.learning import ENCODINGS, EXAMPLES, RESETS, SURROGATES
from izhikevich.text import capital
from izhikevich.transport import UNSET
from izhikevich.views.file import File
from izhikevich.views.learning import own_data
from izhikevich.views.learning.epochs import EPOCH, EPOCHS, LAST
from izhikevich.views.learning.settings import DRAWING, HIDDEN, TIMES
from izhikevich.views.schema import (
    Choice,
    Continue,
    Example,
    Group,
    Option,
    Parameter,
    PresetGroup,
    Text,
    Values,
    amount,
)
from izhikevich.views.shared import seed

GROUPS = (
    Group("data", "Data", "What is learned, and how it is presented."),
    Group("network", "Network", "The layers of neurons, and their weights at the start."),
    Group("training", "Training", "Duration, time step and random seed."),
    Group("surrogate", "Surrogate", "What replaces the derivative of a spike."),
    Group("model", "Model", "How the neurons are computed."),
    Group("look", "Selection", "The sample and neuron shown in the plots."),
)

PRESET_GROUPS = (
    PresetGroup("tasks", "Tasks"),
    PresetGroup("own", "Your own data"),
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

#: Neurons of a layer, at most.
MAX_NEURONS = 500

assert tuple(NAMES) == tuple(SURROGATES)


PARAMETERS: tuple[Parameter, ...] = (
    File(
        name=own_data.DATA,
        label="Data",
        group="data",
        help="A table with a row for each sample and a column of labels, or labelled spike trains. "
        "A file can also be dropped on the page. It stays in your browser; what is small is part "
        "of the link.",
        examples=tuple(Example(example.title, key) for key, example in EXAMPLES.items()),
        accept=".csv,.tsv,.txt,.dat,.npz,text/*",
        hint="CSV: a heading, a column of labels named label, class or species, and columns of "
        "numbers; or the columns sample, channel, time (ms) and label, with a spike in each row. "
        "NPZ: the arrays features and labels; or times (ms), channels, samples and labels.",
        longest=own_data.MAX_COMPACT,
    ),
    Choice(
        name="encoding",
        label="Encoding",
        group="data",
        help="How features become the input of neurons. Spike trains are presented as they are.",
        options=tuple(Option(key, capital(one.title), one.help) for key, one in ENCODINGS.items()),
    ),
    amount(
        "duration",
        "T",
        "duration of a sample",
        "ms",
        (10.0, 200.0, 5.0),
        "For how long features are presented. Spike trains have their own duration.",
        group="data",
        low=5.0,
        high=1000.0,
    ),
    amount(
        "test",
        "p",
        "fraction held out",
        "",
        (0.05, 0.9, 0.05),
        "Fraction of the samples of each class that is not trained on, but tested.",
        group="data",
        low=0.05,
        high=0.9,
    ),
    Text(
        name=TIMES,
        label="Target times",
        group="data",
        help="When the neuron should fire, ms: numbers separated by commas. The targets can also "
        "be dragged in the plot.",
        examples=(
            Example("four targets", "25,40,80,110"),
            Example("a pair, a pause, a pair", "20,30,90,100"),
            Example("one target", "60"),
            Example("evenly spaced", "20,40,60,80,100"),
        ),
    ),
    amount(
        HIDDEN,
        "n_1",
        "neurons",
        "",
        (1.0, 100.0, 1.0),
        "Number of neurons in the first layer. Readouts are not counted.",
        group="network",
        low=1.0,
        high=float(MAX_NEURONS),
        whole=True,
    ),
    amount(
        "second",
        "n_2",
        "neurons of a second layer",
        "",
        (0.0, 100.0, 1.0),
        "Number of neurons in the second layer; with 0 there is none.",
        group="network",
        high=float(MAX_NEURONS),
        whole=True,
    ),
    File(
        name=own_data.WEIGHTS,
        label="Weights at the start",
        group="network",
        help="Drawn at random, or those of a file that was saved by Export. They are never part of "
        "a link.",
        examples=(Example("Drawn at random", own_data.DRAWN),),
        accept=".npz",
        hint="Weights that were saved here (Export, Trained weights), or by Classifier.save in "
        "Python. They need the data that they were trained on, or some with the same features "
        "and classes.",
    ),
    amount(
        EPOCHS,
        "n_ep",
        "epochs",
        "",
        (0.0, 200.0, 5.0),
        "Number of passes through all samples. More epochs continue the training.",
        group="training",
        high=LAST,
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
        EPOCH,
        "ep",
        "epoch shown",
        "",
        (0.0, 200.0, 5.0),
        "Spikes, weights and facts are those after so many epochs; at first after all of them. It "
        "can also be dragged in the plot of loss and score.",
        group="look",
        high=LAST,
        whole=True,
        looks=True,
    ),
    Text(
        name=DRAWING,
        label="Drawn digit",
        group="look",
        help="A digit of your own in place of the sample: draw it in the panel Sample and vote. It "
        "is 64 brightnesses, 0 to 9 and a to g, row by row.",
        looks=True,
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
        high=MAX_NEURONS - 1.0,
        whole=True,
        looks=True,
    ),
)

CONTINUE = Continue(EPOCHS, 10.0, "10 more epochs", "Train", sets={EPOCH: LAST})
