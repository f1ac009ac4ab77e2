"""Neurons as NeuroML's Izhikevich cells, or, if these are insufficient, as a cell of our own."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from izhikevich.export.neuroml_inputs import quantity
from izhikevich.messages import Message, Number, listed, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive

#: Name of the cell that is defined in the file itself.
OWN = "izhikevichGeneralCell"


@dataclass(frozen=True)
class Cell:
    """A neuron in NeuroML.

    Parameters
    ----------
    element : str
        The component, an XML element.
    recovery : str
        Name of the recovery variable.
    unit : str
        Unit of its currents: "pA", or "" without dimension.
    own_type : str
        Definition of its type if NeuroML has none; otherwise empty.
    reason : Message, optional
        What NeuroML's own cells cannot express.
    """

    element: str
    recovery: str
    unit: str
    own_type: str = ""
    reason: Message | None = None


def make_cell(p: Parameters, v0: float, u0: float, name: str) -> Cell:
    """Return a neuron with its initial state."""
    found = _cell_2007(p, v0, name) if p.dimensional else simple_cell(p, v0, name)
    reason = _beyond(p, v0, u0)
    if not reason:
        return found
    attributes = {
        "C": p.C,
        "k2": p.k2,
        "k1": p.k1,
        "k0": p.k0,
        "a": p.a,
        "b": p.b,
        "c": p.c,
        "d": p.d,
        "vPeak": p.v_peak,
        "u0": u0,
        **_rules(p),
    }
    written = " ".join(f'{key}="{quantity(value)}"' for key, value in attributes.items())
    return Cell(
        element=f'<{OWN} id="{name}" v0="{quantity(v0, "mV")}" {written}/>',
        recovery="u",
        unit=found.unit,
        own_type=_own_type(p),
        reason=reason,
    )


def simple_cell(p: Parameters, v0: float, name: str) -> Cell:
    """Return NeuroML's cell of the 2003 form; u starts at its target."""
    numbers = " ".join(f'{key}="{quantity(getattr(p, key))}"' for key in "abcd")
    element = (
        f'<izhikevichCell id="{name}" v0="{quantity(v0, "mV")}" '
        f'thresh="{quantity(p.v_peak, "mV")}" {numbers}/>'
    )
    return Cell(element, "U", "")


def rest_and_threshold(p: Parameters) -> tuple[float, float] | None:
    """Return vr and vt (mV) of the 2007 form, if the quadratic is zero at the drive's origin."""
    vr = p.drive.origin
    vt = float(f"{-p.k1 / p.k2 - vr:.12g}")
    scale = abs(p.k0) + abs(p.k1 * vr) + p.k2 * vr * vr
    wrong = abs(p.k2 * vr * vt - p.k0) + abs(p.k2 * (vr + vt) + p.k1) * abs(vr)
    return (vr, vt) if wrong <= 1e-10 * scale else None


def _cell_2007(p: Parameters, v0: float, name: str) -> Cell:
    vr, vt = rest_and_threshold(p) or (0.0, 0.0)
    attributes = {
        "v0": quantity(v0, "mV"),
        "C": quantity(p.C, "pF"),
        "k": quantity(p.k2, "nS_per_mV"),
        "vr": quantity(vr, "mV"),
        "vt": quantity(vt, "mV"),
        "vpeak": quantity(p.v_peak, "mV"),
        "a": quantity(p.a, "per_ms"),
        "b": quantity(p.b, "nS"),
        "c": quantity(p.c, "mV"),
        "d": quantity(p.d, "pA"),
    }
    written = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return Cell(f'<izhikevich2007Cell id="{name}" {written}/>', "u", "pA")


def _beyond(p: Parameters, v0: float, u0: float) -> Message | None:
    """Name what NeuroML's own cell of this form cannot express; None if nothing."""
    found: list[Message] = []
    if not isinstance(p.drive, LinearDrive):
        found.append(msg("a drive of u that is not linear"))
    elif not p.drive.leak:
        found.append(msg("u without leak"))
    if p.peak_slope or p.c_slope or isfinite(p.u_max):
        found.append(msg("a peak or reset that depends on u"))
    if p.dimensional:
        if rest_and_threshold(p) is None:
            found.append(msg("a quadratic that is not zero at vr"))
        default = 0.0
    else:
        if (p.k2, p.k1, p.k0) != (0.04, 5.0, 140.0):
            found.append(msg("a quadratic other than 0.04 v^2 + 5 v + 140"))
        if isinstance(p.drive, LinearDrive) and p.drive.origin != 0.0:
            found.append(msg("a drive that is not zero at v = 0"))
        default = p.b * v0
    if abs(u0 - default) > 1e-9 * max(1.0, abs(default)):
        found.append(msg("u = {u0} at the start", u0=Number(u0, form="g")))
    return listed(found) if found else None


def _rules(p: Parameters) -> dict[str, float]:
    """Return the numbers of this neuron's rules."""
    found = {"origin": p.drive.origin, "leak": float(p.drive.leak)}
    if isinstance(p.drive, CubicDrive):
        found["scale"] = p.drive.scale
    if isinstance(p.drive, PiecewiseDrive):
        found |= {"switch": p.drive.switch, "bBelow": p.drive.b_below}
    if p.peak_slope:
        found["peakSlope"] = p.peak_slope
    if p.c_slope:
        found["cSlope"] = p.c_slope
    if isfinite(p.u_max):
        found["uMax"] = p.u_max
    if p.form is not None:  # the 2007 form with 1 pF, which C alone does not show
        found["form"] = float(p.form)
    return found


def _own_type(p: Parameters) -> str:
    """Define the type of a neuron, whose numbers are in mV, ms, and pF and pA or mV/ms."""
    kind, current, plain = (
        ("basePointCurrent", '"current" select="synapses[*]/i"', "iSum / CURRENT")
        if p.dimensional
        else ("basePointCurrentDL", '"none" select="synapses[*]/I"', "iSum")
    )
    names = ("C", "k2", "k1", "k0", "a", "b", "c", "d", "vPeak", "u0", *_rules(p))
    parameters = "\n".join(f'    <Parameter name="{name}" dimension="none"/>' for name in names)
    amount = '\n    <Constant name="CURRENT" dimension="current" value="1pA"/>'
    peak = "(vPeak + peakSlope * u)" if p.peak_slope else "vPeak"
    after = "(c + cSlope * u)" if p.c_slope else "c"
    spike = f"v .gt. {peak} * MVOLT"
    return f"""\
<ComponentType name="{OWN}" extends="baseCellMembPot"
    description="C v' = k2 v^2 + k1 v + k0 - u + I; v in mV, t in ms">
    <Parameter name="v0" dimension="voltage"/>
{parameters}
    <Constant name="MSEC" dimension="time" value="1ms"/>
    <Constant name="MVOLT" dimension="voltage" value="1mV"/>{amount if p.dimensional else ""}
    <Attachments name="synapses" type="{kind}"/>
    <Exposure name="u" dimension="none"/>
    <Dynamics>
        <StateVariable name="v" dimension="voltage" exposure="v"/>
        <StateVariable name="u" dimension="none" exposure="u"/>
        <DerivedVariable name="iSum" dimension={current} reduce="add"/>
{_target(p)}
        <TimeDerivative variable="v" value="(k2 * (v / MVOLT)^2 + k1 * v / MVOLT + k0 - u + \
{plain}) / C * MVOLT / MSEC"/>
        <TimeDerivative variable="u" value="a * (target - leak * u) / MSEC"/>
        <OnStart>
            <StateAssignment variable="v" value="v0"/>
            <StateAssignment variable="u" value="u0"/>
        </OnStart>
{_resets(p, spike, after)}
    </Dynamics>
</ComponentType>"""


def _target(p: Parameters) -> str:
    """Define the target of u."""
    distance = "(v / MVOLT - origin)"
    if isinstance(p.drive, LinearDrive):
        return f'        <DerivedVariable name="target" dimension="none" value="b * {distance}"/>'
    if isinstance(p.drive, CubicDrive):
        switch, above, below = "origin", f"scale * {distance}^3", "0"
    else:
        switch, above, below = "switch", f"b * {distance}", f"bBelow * {distance}"
    return f"""\
        <ConditionalDerivedVariable name="target" dimension="none">
            <Case condition="v .gt. {switch} * MVOLT" value="{above}"/>
            <Case value="{below}"/>
        </ConditionalDerivedVariable>"""


def _resets(p: Parameters, spike: str, after: str) -> str:
    """Define the effect of a spike; after the first of two resets v is below the peak again."""
    resets = [(f"{spike} .and. u + d .gt. uMax", "uMax")] if isfinite(p.u_max) else []
    return "\n".join(
        f"""\
        <OnCondition test="{test}">
            <StateAssignment variable="v" value="{after} * MVOLT"/>
            <StateAssignment variable="u" value="{jump}"/>
            <EventOut port="spike"/>
        </OnCondition>"""
        for test, jump in (*resets, (spike, "u + d"))
    )
