"""Parsing of expressions: from the text to a checked program of numpy calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from keyword import iskeyword
from math import inf, isfinite, pi
from typing import Any, NamedTuple, NoReturn

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, as_message, shown
from izhikevich.messages import Message, Number, counted, marked, msg
from izhikevich.random import elementary
from izhikevich.random.elementary import whole_power
from izhikevich.text import UNSIGNED

#: Maximum length of a text, in characters.
LONGEST_TEXT = 500
#: Maximum nesting depth of brackets.
DEEPEST_BRACKETS = 32
#: Maximum magnitude of an exponent.
LARGEST_EXPONENT = 16

_TOKEN = re.compile(
    rf"\s+|(?P<number>{UNSIGNED}\w*)|(?P<name>[A-Za-z_]\w*)|(?P<sign>[+-])|(?P<times>\*\*?|/(?!/))"
    r"|(?P<open>\()|(?P<close>\))|(?P<comma>,)|(?P<other>[<>=!:/]+|.)",
    re.ASCII,
)
_INSTEAD = {"^": "**", "//": "/", "\u2212": "-", "\u2013": "-", "\u00d7": "*", "\u00b7": "*"}


def above_zero(x: Any) -> Any:
    """Return x where it is positive, else 0."""
    return np.maximum(x, 0.0)


def below_zero(x: Any) -> Any:
    """Return x where it is negative, else 0."""
    return np.minimum(x, 0.0)


def clipped(x: Any, low: Any, high: Any) -> Any:
    """Return x clipped to bounds."""
    return np.minimum(np.maximum(x, low), high)


def _real_power(exponent: float, x: Any) -> Any:
    return np.power(x, exponent)


_Call = Callable[..., Any]
_OPERATORS: dict[type[ast.AST], _Call] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.true_divide,
    ast.USub: np.negative,
    ast.UAdd: np.positive,
}
_FUNCTIONS: dict[str, tuple[_Call, int]] = {
    **{name: (getattr(np, name), 1) for name in ("fabs", "sqrt", "exp", "log", "log2", "log10")},
    **{name: (getattr(np, name), 1) for name in ("sin", "cos", "tan", "tanh")},
    "abs": (np.fabs, 1),
    "ln": (np.log, 1),
    "pos": (above_zero, 1),
    "positive": (above_zero, 1),
    "neg": (below_zero, 1),
    "negative": (below_zero, 1),
    "min": (np.minimum, 2),
    "max": (np.maximum, 2),
    "clip": (clipped, 3),
    "pow": (np.power, 2),
    "power": (np.power, 2),
}
#: What replaces functions of the machine where the same bits are wanted everywhere.
_SAME_BITS: dict[_Call, _Call] = {
    getattr(np, function.__name__): function
    for function in (
        *(elementary.exp, elementary.log, elementary.log2, elementary.log10),
        *(elementary.sin, elementary.cos, elementary.tan, elementary.tanh),
    )
}
#: Names of the functions that an expression may call.
FUNCTION_NAMES = tuple(_FUNCTIONS)
_OPERATIONS = marked("{names}, pi, numbers, + - * / ** and {functions}")


class Language(NamedTuple):
    """The names that an expression may contain, and how messages refer to it."""

    subject: str  # the parameter that the text defines
    example: str
    names: str  # the names, for messages
    variables: re.Pattern[str]
    #: Names in which the expression may be affine; group 1 is what the weight belongs to.
    targets: re.Pattern[str] | None = None
    #: Whether its functions are those of random/elementary.py instead of the machine's.
    same_bits: bool = False

    @property
    def usage(self) -> Message:
        """What may be written, for messages."""
        return msg(_OPERATIONS, names=self.names, functions=", ".join(sorted(_FUNCTIONS)))


#: The input current of a population.
CONDUCTANCE = Language(
    "conductance",
    "g_exc - g_inh",
    "g_NAME, v, u",
    re.compile("[vu]"),
    re.compile(r"g_(\w+)", re.ASCII),
    same_bits=True,
)


class Step(NamedTuple):
    """One step of the program, which works on a stack of values."""

    call: _Call | None  # None: a value is pushed onto the stack
    arity: int = 0
    name: str | None = None  # the value's name; None for a number
    number: float = 0.0


class Affine(NamedTuple):
    """A part of the form offset + sum of weight * g_NAME; without weights it is a constant."""

    weights: dict[str, float]
    offset: float


class Compiler:
    """Parser of one text: `program` computes it, `affine` holds its weights and offset, if any."""

    def __init__(self, text: object, language: Language = CONDUCTANCE) -> None:
        if not isinstance(text, str):
            allowed = msg("must be text, such as {example}", example=repr(language.example))
            raise ParameterError(language.subject, text, allowed)
        self._text, self._language = str(text), language
        self.program: list[Step] = []
        self._parts: list[Affine | None] = []
        for node in _operands_first(self._parse()):
            self._compile(node)
        self.affine = self._parts.pop()

    def _parse(self) -> ast.expr:
        """Check the characters and the brackets, then let Python build the tree."""
        text = self._text
        if len(text) > LONGEST_TEXT:
            self._refuse(
                msg(
                    "has {count} characters, at most {most} are read",
                    count=len(text),
                    most=LONGEST_TEXT,
                )
            )
        if not text.strip():
            self._refuse(
                msg("is empty; write 0 for none, or use {usage}", usage=self._language.usage)
            )
        self._check_tokens()
        # White space is kept, so that columns match the text.
        self._indent = len(text) - len(text.lstrip())
        try:
            return ast.parse(re.sub(r"\s", " ", text.strip()), mode="eval").body
        except (SyntaxError, MemoryError, RecursionError):
            # Whatever passed the check is sound; only the depth can be too much for Python.
            self._refuse("cannot be read: write it with fewer signs and powers in a row")

    def _check_tokens(self) -> None:
        """Reject what cannot be part of any expression, before Python's parser sees it."""
        opened: list[int] = []
        before = "open"  # the kind of the previous token
        for match in _TOKEN.finditer(self._text):
            kind, part, position = match.lastgroup, match[0], match.start()
            if kind is None:
                continue
            complete = before in ("number", "name", "close")
            if kind == "other" or iskeyword(part):
                instead = _INSTEAD.get(part)
                reason = (
                    msg("cannot be used: write {instead}", instead=instead)
                    if instead
                    else msg("cannot be used: use {usage}", usage=self._language.usage)
                )
                self._fault(part, position, reason)
            if kind == "number" and not re.fullmatch(rf"(?!0\d){UNSIGNED}", part):
                self._fault(part, position, "is not a number (a product needs a *, 07 is 7)")
            if complete and (kind in ("number", "name") or (kind == "open" and before != "name")):
                self._fault(part, position, "has no operator before it")
            if not complete and (
                kind in ("times", "comma") or (kind == "close" and before != "open")
            ):
                self._fault(part, position, "is where a value is expected")
            if kind == "open":
                opened.append(position)
                if len(opened) > DEEPEST_BRACKETS:
                    self._fault(
                        part,
                        position,
                        msg(
                            "is nested deeper than {most} brackets",
                            most=DEEPEST_BRACKETS,
                        ),
                    )
            elif kind == "close":
                if not opened:
                    self._fault(part, position, "closes no bracket")
                opened.pop()
            before = kind
        if opened:
            self._fault("(", opened[-1], "is never closed")
        if before not in ("number", "name", "close"):
            self._refuse("ends too early, after an operator")

    def _compile(self, node: ast.expr) -> None:
        """Add one node, whose operands have been added."""
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                self._constant(node, value)
            case ast.Name(id="pi"):
                self._constant(node, pi)
            case ast.Name(id=name):
                self._name(node, name)
            case ast.UnaryOp(op=op) if type(op) in _OPERATORS:
                self._apply(node, _OPERATORS[type(op)], 1)
            case ast.BinOp(op=ast.Pow(), right=exponent):
                self._power(node, exponent)
            case ast.BinOp(op=op, right=right) if type(op) in _OPERATORS:
                if isinstance(op, ast.Div) and self._known(-1) == 0.0:
                    self._fault_at(right, "is zero: the division by it has no result")
                self._apply(node, _OPERATORS[type(op)], 2)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                self._function(node, name, arguments)
            case _:
                self._fault_at(node, msg("cannot be used: use {usage}", usage=self._language.usage))

    def _name(self, node: ast.expr, name: str) -> None:
        language = self._language
        target = language.targets.fullmatch(name) if language.targets is not None else None
        if target is not None:
            self._push(Step(None, name=name), Affine({target[1]: 1.0}, 0.0))
        elif language.variables.fullmatch(name):
            self._push(Step(None, name=name), None)
        elif name in _FUNCTIONS:
            self._fault_at(node, "is a function: write its arguments in brackets")
        else:
            self._fault_at(node, msg("is not known: use {usage}", usage=language.usage))

    def _function(self, node: ast.Call, name: str, arguments: list[ast.expr]) -> None:
        if name not in _FUNCTIONS:
            names = ", ".join(sorted(_FUNCTIONS))
            self._fault_at(node.func, msg("is not a function: use {names}", names=names))
        call, arity = _FUNCTIONS[name]
        if len(arguments) != arity:
            reason = counted(
                "does not fit: {name} takes {count} argument, not {given}",
                "does not fit: {name} takes {count} arguments, not {given}",
                arity,
                name=name,
                given=len(arguments),
            )
            self._fault_at(node, reason)
        if call is np.power:
            self._power(node, arguments[1])
            return
        if call is clipped:
            low, high = self._known(-2), self._known(-1)
            if low is not None and high is not None and low > high:
                reason = msg(
                    "has its lower bound {low} above its upper bound {high}",
                    low=Number(low, form="g"),
                    high=Number(high, form="g"),
                )
                self._fault_at(node, reason)
        self._apply(node, _SAME_BITS.get(call, call) if self._language.same_bits else call, arity)

    def _power(self, node: ast.expr, exponent: ast.expr) -> None:
        """Apply a power; its exponent becomes part of the call."""
        size = self._known(-1)
        if size is None or abs(size) > LARGEST_EXPONENT:
            allowed = msg(
                "a constant from -{largest} to {largest}",
                largest=LARGEST_EXPONENT,
            )
            self._fault_at(
                exponent, msg("cannot be an exponent, which must be {allowed}", allowed=allowed)
            )
        self._parts.pop()
        self.program.pop()
        real = elementary.power if self._language.same_bits else _real_power
        call: _Call = partial(real, size)
        if size == 1.0:
            call = np.positive
        elif size == int(size):
            call = partial(whole_power, int(size))
        self._apply(node, call, 1)

    def _apply(self, node: ast.expr, call: _Call, arity: int) -> None:
        """Apply a call to the last parts: immediately if all are constants."""
        parts = self._parts[-arity:]
        del self._parts[-arity:]
        if all(part is not None and not part.weights for part in parts):
            del self.program[-arity:]
            with np.errstate(all="ignore"):
                result = call(*(np.float64(part.offset) for part in parts if part is not None))
            self._constant(node, float(result))
        else:
            self._push(Step(call, arity), _combined(call, parts))

    def _constant(self, node: ast.expr, value: int | float) -> None:
        try:
            number = float(value)
        except OverflowError:  # an integer of more than 308 digits
            number = inf
        if not isfinite(number):
            self._fault_at(node, "is not a finite number")
        self._push(Step(None, number=number), Affine({}, number))

    def _push(self, step: Step, part: Affine | None) -> None:
        self.program.append(step)
        self._parts.append(part)

    def _known(self, index: int) -> float | None:
        """Return the value of a part on the stack if it is a constant."""
        part = self._parts[index]
        return part.offset if part is not None and not part.weights else None

    def _fault_at(self, node: ast.expr, reason: str) -> NoReturn:
        start = self._indent + node.col_offset
        stop = self._indent + (node.end_col_offset or node.col_offset + 1)
        self._fault(self._text[start:stop], start, reason)

    def _fault(self, part: str, position: int, reason: str) -> NoReturn:
        self._refuse(
            msg(
                "{part} at column {column} {reason}",
                part=shown(part),
                column=position + 1,
                reason=as_message(reason),
            )
        )

    def _refuse(self, reason: str) -> NoReturn:
        raise ParameterError(self._language.subject, self._text, reason)


def evaluate(
    program: Iterable[Step], value: Callable[[str], Any], real: type[Any] = np.float64
) -> FloatArray:
    """Compute a program in the precision `real`; `value` returns the array of a name."""
    stack: list[Any] = []
    with np.errstate(all="ignore"):
        for call, arity, name, number in program:
            if call is not None:
                arguments = stack[-arity:]
                del stack[-arity:]
                stack.append(call(*arguments))
            elif name is None:
                stack.append(number)
            else:
                stack.append(np.asarray(value(name), dtype=real))
    return np.asarray(stack.pop(), dtype=real)


def _operands_first(root: ast.expr) -> Iterator[ast.expr]:
    """Traverse a tree from left to right, operands before what uses them, without recursion."""
    found, waiting = list[ast.expr](), [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        match node:
            case ast.BinOp(left=left, right=right):
                waiting += (left, right)
            case ast.UnaryOp(operand=operand):
                waiting.append(operand)
            case ast.Call(args=arguments):
                waiting += arguments
    return reversed(found)


def _combined(call: _Call, parts: list[Affine | None]) -> Affine | None:
    """Return the affine form of a call on parts that are not all constant; None if it has none."""
    x, y = parts[0], parts[-1]
    if x is None or y is None:
        return None
    if call is np.positive:
        return x
    if call is np.negative:
        result = Affine({name: -weight for name, weight in x.weights.items()}, -x.offset)
    elif call is np.add or call is np.subtract:
        sign = 1.0 if call is np.add else -1.0
        weights = dict(x.weights)
        for name, weight in y.weights.items():
            weights[name] = weights.get(name, 0.0) + sign * weight
        result = Affine(weights, x.offset + sign * y.offset)
    elif call is np.multiply and not (x.weights and y.weights):
        x, factor = (x, y.offset) if x.weights else (y, x.offset)
        weights = {name: weight * factor for name, weight in x.weights.items()}
        result = Affine(weights, x.offset * factor)
    elif call is np.true_divide and not y.weights:
        weights = {name: weight / y.offset for name, weight in x.weights.items()}
        result = Affine(weights, x.offset / y.offset)
    else:
        return None
    return result if all(map(isfinite, (*result.weights.values(), result.offset))) else None
