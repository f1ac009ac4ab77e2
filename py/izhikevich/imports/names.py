"""The names that parameters of neurons have elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.neuron.parameter_table import MODEL

#: Other names for the same parameters.
NAMES: Mapping[str, str] = {
    **{name: name for name in (*MODEL, "I", "v0", "u0", "dt", "duration")},
    **dict.fromkeys(("vpeak", "Vpeak", "V_peak", "vPeak", "VPeak"), "v_peak"),
    **dict.fromkeys(
        ("v_thresh", "vthresh", "V_thresh", "thresh", "V_th", "v_th", "vth", "Vth"), "v_peak"
    ),
    **dict.fromkeys(("v_reset", "V_reset", "Vreset", "vreset"), "c"),
    **dict.fromkeys(("v", "V", "V0", "v_init", "V_init", "Vinit", "init_v", "V_m", "Vm"), "v0"),
    **dict.fromkeys(("u", "U", "U0", "u_init", "U_init", "init_u", "U_m", "Um"), "u0"),
    **dict.fromkeys(
        ("Iext", "I_ext", "I_e", "i_offset", "input", "current", "Idc", "I_app", "Iapp", "I_inj"),
        "I",
    ),
    **dict.fromkeys(("T", "tmax", "tstop", "t_end", "t_stop", "total"), "duration"),
    **dict.fromkeys(("k", "vr", "vt"), ""),
    "tau_recovery": "a",
    "coupling": "b",
    "reset_voltage": "c",
    "reset_recovery": "d",
    "p1": "k2",
    "p2": "k1",
    "p3": "k0",
    "Cm": "C",
    **dict.fromkeys(("v_r", "Vr", "V_r", "v_rest", "V_rest", "vrest", "Vrest"), "vr"),
    **dict.fromkeys(("v_t", "Vt", "V_t", "V_T", "VT"), "vt"),
}
