/* The compiled engine: the same arithmetic as the numpy engine, in the same order.

   One source for two machines: a shared library for CPython, a WebAssembly side module for Pyodide.
   Both are called through ctypes and work in place on numpy's buffers.

   What keeps the bits those of numpy, here and in the headers:
   - only + - * / and square roots on floating-point numbers, conversions and integer operations;
     no function of a maths library, and no library at all;
   - each operation rounds by itself: compile with -ffp-contract=off, never with -ffast-math;
   - synaptic input is added one spike after the other, in the order of the neurons that fired, and
     for each in the order of its synapses;
   - loops over neurons have no sums across neurons, so that vector instructions change nothing.

   Sizes and pointers are checked in Python before anything here is called. */

#include <stdint.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* For functions that are called with constants: they must become loops of their own, each several
   times quicker, and compilers do not always see that by themselves. */
#define INLINE static inline __attribute__((always_inline))

/* For functions with loops that take long: within one large function they would share its registers,
   of which browsers' compilers find too few. */
#define APART static __attribute__((noinline))

/* For functions with loops of many operations: in the widest vectors that the processor has. */
#if defined(__has_attribute)
#if __has_attribute(min_vector_width)
#define WIDELY __attribute__((min_vector_width(512)))
#endif
#endif
#ifndef WIDELY
#define WIDELY
#endif

/* Before a short loop over a series, for compilers that would not write it out by themselves. */
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

/* Before a loop of many operations: in vectors of LANES numbers, one after the other. Several at a
   time would leave a rest, and use more registers than there are. */
#if defined(__clang__) && defined(__AVX512F__)
#define ONE_VECTOR _Pragma("clang loop vectorize_width(LANES) interleave_count(1)")
#elif defined(__clang__)
#define ONE_VECTOR _Pragma("clang loop interleave_count(1)")
#else
#define ONE_VECTOR
#endif

/* Neurons that are stepped together: what they need stays in the first cache. A multiple of 8. */
#define TILE 128
/* Neurons whose steps are taken in parts together, at most, and among how many these are looked for. */
#define CROWD 64
#define SPAN (16 * TILE)
/* Neurons that have a bit each in one number. */
#define WORD 32
/* Bytes of the vectors that are written out. Processors with narrower ones take several for each. */
#define WIDE 64
/* Spikes, or synapses, that are selected together. */
#define GROUP 16
/* Rows of synapses that are added together. */
#define ROWS 4
/* Bytes that memory hands over at a time. */
#define LINE 64
/* Read something of each line of memory in which numbers begin .. end - 1 of an array lie. */
#define TOUCH(type, array, begin, end)                                                           \
    for (int64_t at = (begin); at < (end); at += LINE / (int64_t)sizeof(type))                    \
        (void)*(const volatile type *)((array) + at)
/* Beyond this voltage (mV) a run has diverged: V_LIMIT of neuron/schemes/explicit.py. */
#define V_LIMIT 1e6
/* Steps between two looks for voltages that diverged downwards: CHECKED of network/simulation/numpy.py. */
#define CHECKED 32

/* Of the adaptive scheme, with the names they have in neuron/schemes/adaptive.py. */
#define FINE 0.45
#define FINER 0.125
#define COARSE 2.0
#define STEADY 0.5
#define NEAREST 0.55
#define FARTHEST 3.0
#define SWAYED 0.25
#define HALVED 10
#define TWELFTH (1.0 / 12.0)
#define THIRD (1.0 / 3.0)
#define BENDS (1.0 / 360.0)
#define SETTLED 0x1p-10
#define MOST_PARTS 1000
#define LOCATED 2

enum { FIXED, PAIRS, POLYCHRONOUS, INHIBITORY, TRIPLETS, DOPAMINE }; /* rules of plasticity */
enum { LEVEL, FADED, INTEGRAL };           /* of network/plasticity/dopamine.py */
enum { EULER, FORWARD, HALF_STEP, ADAPTIVE }; /* schemes */
enum { LINEAR, CUBIC, PIECEWISE };         /* drives of u */
enum { /* of a neuron that goes on: the numbers of `One`, its state, and of a part that leads to the peak
          its length and v' at the vertex */
    OWN_A, OWN_SLOPE, OWN_CAPACITANCE, OWN_PEAK, OWN_VERTEX, OWN_BASE, OWN_SCALE,
    OWN_CURRENT, OWN_V, OWN_U, OWN_REST, OWN_STEP, OWN_RATE, N_OWN
};
enum { A, B, C_, D, V_PEAK, K2, K1, K0, CAPACITANCE, N_MODEL }; /* MODEL of neuron/parameter_table.py */

/* Operations of a conductance's program, which works on a stack of arrays: OPERATIONS of
   network/simulation/native/program.py. The argument is which g or number is meant, or the exponent; of REAL_POWER
   the first of its numbers. */
enum {
    PUSH_G, PUSH_NUMBER, PUSH_V, PUSH_U,
    ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM,
    NEGATE, ABSOLUTE, ROOT, POWER, CLIP,
    EXP, LOG, LOG2, LOG10, SIN, COS, TAN, TANH, REAL_POWER,
    PUSH_UNSCALED, DRIVE, ADD_DRIVE, PUSH_BLOCK
};

/* Of the source, as a text: so that Python notices a library that is older than its source. */
#ifndef DIGEST
#define DIGEST ""
#endif

EXPORT const char *source_digest(void) { return DIGEST; }

/* Where a field of a structure lies: see layout.inc.c. The name is no pointer, which WebAssembly would
   have to set when it loads the library. */
typedef struct {
    char name[32];
    int64_t offset, size;
} Place;

#include "random.h"
#include "functions.h"

/* Return the first of the marks i .. n - 1 that is set, n if none is. Few are: see neuron.inc.c. */
static inline int next_mark(const uint8_t *marks, int i, int n) {
    for (; i < n; i++) {
        uint64_t some = 1;
        if (i + 8 <= n) __builtin_memcpy(&some, marks + i, 8);
        if (!some) i += 7;
        else if (marks[i]) return i;
    }
    return n;
}

#define REAL double
#define WHOLE int64_t /* as wide */
#define NAME(name) name##_float64
#include "neuron.inc.c"
#include "plasticity.inc.c"
#include "network.inc.c"
#include "layout.inc.c"
#include "runs.h"
#include "accurate.h"
#include "batch_accurate.h"
#include "rates.h"
#include "candidates.h"
#undef REAL
#undef WHOLE
#undef NAME
#undef LANES

#define REAL float
#define WHOLE int32_t
#define NAME(name) name##_float32
#include "neuron.inc.c"
#include "plasticity.inc.c"
#include "network.inc.c"
#include "layout.inc.c"
