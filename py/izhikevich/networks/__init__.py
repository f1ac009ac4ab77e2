"""Ready-made networks: each function returns a new `Network`, ready to run."""

from izhikevich.networks.balance import BalanceCurve, balance_curve
from izhikevich.networks.convergence import Convergence, convergence
from izhikevich.networks.cortical import cortical_2003, cortical_sparse
from izhikevich.networks.custom import custom
from izhikevich.networks.description import describe, from_description
from izhikevich.networks.feedforward import feedforward
from izhikevich.networks.interventions import Intervention, Interventions, intervene
from izhikevich.networks.polychronous import polychronous_2006
from izhikevich.networks.polychronous_trained import polychronous_trained
from izhikevich.networks.ring import ring
from izhikevich.networks.templates import TEMPLATES, NetworkTemplate

__all__ = [
    "TEMPLATES",
    "BalanceCurve",
    "Convergence",
    "Intervention",
    "Interventions",
    "NetworkTemplate",
    "balance_curve",
    "convergence",
    "cortical_2003",
    "cortical_sparse",
    "custom",
    "describe",
    "feedforward",
    "from_description",
    "intervene",
    "polychronous_2006",
    "polychronous_trained",
    "ring",
]
