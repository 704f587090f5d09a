/* The monthly update of relationships in C: the yardstick for ecosim's compiled kernel.
 *
 * It works on ecosim's own arrays and takes the same steps in the same order, so that with strict
 * arithmetic its results equal ecosim's to the bit. Two drivers share one body: `update_plain` is
 * one loop over struct-of-arrays columns, `update_blocked` copies groups of relationships to a
 * small buffer first, as ecosim does. Names and order of the structs' fields are known to c_peer.py.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { DOMAINS = 4, SKILLS = 6, LANES = 64, PROFILE = 8 };
enum { DIGITIZATION, READINESS, QUALITY, OPENNESS, LIQUIDITY };

#define SETTINGS(X) \
    X(complementarity_slack) X(complementarity_trigger) X(complementarity_review) X(value_weight) \
    X(scheme_weight) X(digital_width) X(success_base) X(success_consonance) X(success_routines) \
    X(success_quality) X(success_readiness) X(success_value) X(success_harm) X(success_noise) \
    X(failure_rate) X(betrayal_rate) X(resonance_gain) X(resonance_seed) X(resonance_threshold) \
    X(resonance_steepness) X(resonance_decay) X(trust_gain) X(trust_breach) X(trust_fade) \
    X(trust_distance) X(acquaintance) X(governance_review) X(governance_pace) \
    X(asset_rate) X(routine_rate) X(joint_investment_fade) X(phase_fill) X(phase_trust_step) X(trust_floor)
#define READ_ONLY(X) X(distance) X(value_in_use)
#define COLUMNS(X) \
    X(complementarity) X(consonance) X(resonance) X(trust) X(assets) X(routines) X(governance) \
    X(phase) X(age) X(success) X(betrayal) X(failure) X(potential) X(setback)

#define AS_NUMBER(name) double name;
#define AS_POINTER(name) double *name;
#define AS_SOURCE(name) const double *name;
typedef struct { SETTINGS(AS_NUMBER) } Settings;
typedef struct { COLUMNS(AS_POINTER) READ_ONLY(AS_SOURCE) } Columns;
typedef struct { COLUMNS(AS_NUMBER) READ_ONLY(AS_NUMBER) } Tie;

typedef struct {
    const double *digitization, *coupling, *information, *quality, *openness, *liquidity;
    const double *values, *schemes, *capability, *requirement;
    double *profile;
    int64_t count;
} Firms;

typedef struct {
    Columns column;
    const int64_t *source, *target;
    const uint64_t *key;
    int64_t count;
} Ties;

typedef struct { uint64_t success, betrayal, failure; } Streams;

/* What the two firms bring to a month of their relationship. */
#define PAIR(X) \
    X(value_cosine) X(scheme_cosine) X(digitization_gap) X(ready) X(quality) X(openness_one) \
    X(openness_other) X(liquidity_one) X(liquidity_other)
typedef struct { PAIR(AS_NUMBER) } Pair;

static inline double least(double a, double b) { return b < a ? b : a; }
static inline double most(double a, double b) { return b > a ? b : a; }
static inline double clip(double x, double low, double high) { return least(most(x, low), high); }

static inline double from_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline double exponential(double x) {
    x = least(most(x, -708.0), 708.0);
    double n = rint(x * 1.4426950408889634);
    double r = (x - n * 0.6931471803691238) - n * 1.9082149292705877e-10;
    double p = 2.505210838544172e-08;
    p = p * r + 2.755731922398589e-07;
    p = p * r + 2.7557319223985893e-06;
    p = p * r + 2.48015873015873e-05;
    p = p * r + 0.0001984126984126984;
    p = p * r + 0.001388888888888889;
    p = p * r + 0.008333333333333333;
    p = p * r + 0.041666666666666664;
    p = p * r + 0.16666666666666666;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    return p * from_bits((uint64_t)((int64_t)n + 1023) << 52);
}

static inline uint64_t mixed(uint64_t word) {
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
    return word ^ (word >> 31);
}

static inline double uniform(uint64_t stream, uint64_t key) {
    return from_bits((mixed(stream + key) >> 12) | 0x3FF0000000000000u) - 1.0;
}

static inline double bell(uint64_t stream, uint64_t key) {
    uint64_t word = mixed(stream + key);
    uint64_t total = (word & 0xFFFF) + ((word >> 16) & 0xFFFF);
    total += ((word >> 32) & 0xFFFF) + (word >> 48);
    /* The conversion from bits is exact: totals are small whole numbers. */
    return ((double)(int64_t)total - 131070.0) * 2.6429189567e-05;
}

/* Equal to ecosim's rule for whole months and whole periods, the only ones it is used with. */
static inline int is_multiple(double months, double period) {
    return rint(months / period) * period == months;
}

static inline double cosine(const double *restrict vectors, int64_t i, int64_t j) {
    double total = 0.0;
    for (int k = 0; k < DOMAINS; k++) total += vectors[i * DOMAINS + k] * vectors[j * DOMAINS + k];
    return total;
}

static double reassessed(const Firms *f, int64_t i, int64_t j, double slack) {
    const double *mine = f->capability + i * SKILLS, *theirs = f->capability + j * SKILLS;
    const double *i_need = f->requirement + i * SKILLS, *j_need = f->requirement + j * SKILLS;
    double filled_i = 0.0, gap_i = 0.0, filled_j = 0.0, gap_j = 0.0;
    for (int q = 0; q < SKILLS; q++) {
        double gap = most(0.0, i_need[q] - mine[q]);
        filled_i += gap * theirs[q];
        gap_i += gap;
        gap = most(0.0, j_need[q] - theirs[q]);
        filled_j += gap * mine[q];
        gap_j += gap;
    }
    return 0.5 * (filled_i / (gap_i + slack) + filled_j / (gap_j + slack));
}

static void review(const Settings *p, const Firms *f, const Ties *t) {
    const double *age = t->column.age;
    double *complementarity = t->column.complementarity;
    for (int64_t e = 0; e < t->count; e++)
        if (is_multiple(age[e], p->complementarity_review) && t->source[e] >= 0)
            complementarity[e] =
                reassessed(f, t->source[e], t->target[e], p->complementarity_slack);
}

static void profile_firms(const Firms *f) {
    for (int64_t i = 0; i < f->count; i++) {
        double *row = f->profile + i * PROFILE;
        row[DIGITIZATION] = f->digitization[i];
        row[READINESS] = f->coupling[i] + f->information[i] - 1.0;
        row[QUALITY] = f->quality[i];
        row[OPENNESS] = f->openness[i];
        row[LIQUIDITY] = f->liquidity[i];
    }
}

static inline Pair look_up(const double *restrict profile, const double *restrict values,
                           const double *restrict schemes, int64_t i, int64_t j) {
    const double *one = profile + i * PROFILE, *other = profile + j * PROFILE;
    return (Pair){
        .value_cosine = cosine(values, i, j),
        .scheme_cosine = cosine(schemes, i, j),
        .digitization_gap = one[DIGITIZATION] - other[DIGITIZATION],
        .ready = 0.5 * (one[READINESS] + other[READINESS]),
        .quality = 0.5 * (one[QUALITY] + other[QUALITY]),
        .openness_one = one[OPENNESS],
        .openness_other = other[OPENNESS],
        .liquidity_one = one[LIQUIDITY],
        .liquidity_other = other[LIQUIDITY],
    };
}

static inline void interact(const Settings *p, Pair pair, Streams s, uint64_t key, Tie *tie) {
    double difference = pair.digitization_gap / p->digital_width;
    double fit = exponential(-difference * difference);
    fit = p->value_weight * most(0.0, pair.value_cosine) +
          p->scheme_weight * most(0.0, pair.scheme_cosine) +
          (1.0 - p->value_weight - p->scheme_weight) * fit;
    double betrayed = p->betrayal_rate * (1.0 - fit) * (1.0 - tie->trust) *
                      (1.0 - 0.7 * (1.0 - tie->governance));
    double failing = p->failure_rate * (1.0 - pair.quality);
    double noise = p->success_noise * bell(s.success, key);
    tie->betrayal = uniform(s.betrayal, key) < betrayed ? 1.0 : 0.0;
    tie->failure = uniform(s.failure, key) < failing ? 1.0 : 0.0;
    double gain = p->success_base + p->success_consonance * fit +
                  p->success_routines * tie->routines;
    gain = gain + p->success_quality * pair.quality + p->success_readiness * pair.ready;
    gain = gain + p->success_value * tie->value_in_use;
    double harm = most(most(tie->failure, tie->betrayal), tie->setback);
    tie->success = clip(gain - p->success_harm * harm + noise, 0.0, 1.0);
    tie->setback = 0.0;
    tie->consonance = fit;
}

static inline void bond(const Settings *p, Tie *tie) {
    double y = tie->success, belief = tie->trust, now = tie->resonance;
    double steps = (tie->consonance - p->resonance_threshold) / p->resonance_steepness;
    double gate = 1.0 / (1.0 + exponential(-steps));
    double growth = p->resonance_gain * tie->consonance * belief * (p->resonance_seed + now) *
                    (1.0 - now) * y * gate;
    tie->resonance = now + growth - p->resonance_decay * now * (1.0 - y);
    double felt = tie->distance * (1.0 - tie->routines) * p->acquaintance /
                  (p->acquaintance + tie->age);
    double earned = p->trust_gain * (1.0 - p->trust_distance * felt) * y * (1.0 - belief);
    earned = earned * (0.5 + 0.5 * tie->routines);
    double broken = p->trust_breach * belief * most(tie->betrayal, 0.5 * tie->failure);
    double faded = p->trust_fade * belief * (1.3 - y);
    tie->trust = clip(belief + earned - broken - faded, 0.0, 1.0);
}

static inline double grown(double stock, double willing, double phase, double rate, double fade) {
    return stock + rate * willing * most(0.0, phase / 3.0 - stock) - fade * stock;
}

static inline double governance_cap(double phase) {
    double first = phase >= 1.0 ? 0.2 : 0.0, second = phase >= 2.0 ? 0.4 : 0.0;
    return first + second + (phase >= 3.0 ? 0.4 : 0.0);
}

static inline void invest(const Settings *p, Pair pair, Tie *tie) {
    double belief = 0.3 + 0.7 * tie->trust;
    double willing = least(pair.openness_one * belief * pair.liquidity_one,
                           pair.openness_other * belief * pair.liquidity_other);
    double fade = p->joint_investment_fade, now = tie->governance;
    tie->assets = grown(tie->assets, willing, tie->phase, p->asset_rate, fade);
    tie->routines = grown(tie->routines, willing, tie->phase, p->routine_rate, fade);
    double target = least(governance_cap(tie->phase), tie->trust);
    double renewed = now + p->governance_pace * (target - now);
    tie->governance = is_multiple(tie->age + 1.0, p->governance_review) ? renewed : now;
}

static inline void mature(const Settings *p, Tie *tie) {
    double phase = tie->phase, fit = tie->complementarity, trigger = p->complementarity_trigger;
    double stocks = least(tie->assets, tie->routines) - p->phase_fill * phase / 3.0;
    double agreement = tie->governance - p->phase_fill * governance_cap(phase);
    double belief = tie->trust - (0.25 + p->phase_trust_step * (phase + 1.0));
    double weakest = least(least(fit - trigger, stocks), least(agreement, belief));
    int up = (least(weakest, tie->age - 12.0 * phase) >= 0.0) & (phase < 3.0);
    int lost = least(fit - 0.5 * trigger, tie->trust - p->trust_floor) < 0.0;
    int down = lost & (phase > 0.0);
    tie->phase = clip(phase + (up ? 1.0 : 0.0) - (down ? 1.0 : 0.0), 0.0, 3.0);
    double enough = most(least(1.0, fit / 0.35), 0.02);
    double rest = 1.0 / most(tie->assets, 0.02) + 1.0 / most(tie->routines, 0.02) +
                  1.0 / most(tie->governance, 0.02);
    tie->potential = 4.0 / (1.0 / enough + rest);
    tie->age += 1.0;
}

static inline void live_a_month(const Settings *p, Pair pair, Streams s, uint64_t key, Tie *tie) {
    interact(p, pair, s, key, tie);
    bond(p, tie);
    invest(p, pair, tie);
    mature(p, tie);
}

#define AS_RESTRICT(name) double *restrict name = t->column.name;
#define AS_READ(name) const double *restrict name = t->column.name;
#define LOAD(name) .name = name[e],
#define STORE(name) name[e] = tie.name;

/* One loop over columns; slots without a relationship are updated too, and never read. */
void update_plain(const Settings *settings, const Firms *f, const Ties *t, Streams s) {
    profile_firms(f);
    review(settings, f, t);
    COLUMNS(AS_RESTRICT)
    READ_ONLY(AS_READ)
    const double *restrict profile = f->profile;
    const double *restrict values = f->values, *restrict schemes = f->schemes;
    const int64_t *restrict source = t->source, *restrict target = t->target;
    const uint64_t *restrict key = t->key;
    const Settings p = *settings;
    const int64_t count = t->count;
    for (int64_t e = 0; e < count; e++) {
        int64_t i = source[e] < 0 ? 0 : source[e], j = target[e] < 0 ? 0 : target[e];
        Pair pair = look_up(profile, values, schemes, i, j);
        Tie tie = {COLUMNS(LOAD) READ_ONLY(LOAD)};
        live_a_month(&p, pair, s, key[e], &tie);
        COLUMNS(STORE)
    }
}

#define AS_LANES(name) double name[LANES];
#define COPY_IN(name) memcpy(b.name, t->column.name + base, sizeof b.name);
#define COPY_OUT(name) memcpy(t->column.name + base, b.name, sizeof b.name);
#define KEEP(name) b.name[e] = pair.name;
#define LOAD_LANE(name) .name = b.name[e],
#define STORE_LANE(name) b.name[e] = tie.name;

/* The same in groups of LANES; columns have room for a whole number of groups. */
void update_blocked(const Settings *settings, const Firms *f, const Ties *t, Streams s) {
    profile_firms(f);
    review(settings, f, t);
    const Settings p = *settings;
    for (int64_t base = 0; base < t->count; base += LANES) {
        struct { COLUMNS(AS_LANES) READ_ONLY(AS_LANES) PAIR(AS_LANES) } b;
        const uint64_t *restrict key = t->key + base;
        COLUMNS(COPY_IN)
        READ_ONLY(COPY_IN)
        for (int e = 0; e < LANES; e++) {
            int64_t i = t->source[base + e], j = t->target[base + e];
            Pair pair = look_up(f->profile, f->values, f->schemes, i < 0 ? 0 : i, j < 0 ? 0 : j);
            PAIR(KEEP)
        }
        for (int e = 0; e < LANES; e++) {
            Pair pair = {PAIR(LOAD_LANE)};
            Tie tie = {COLUMNS(LOAD_LANE) READ_ONLY(LOAD_LANE)};
            live_a_month(&p, pair, s, key[e], &tie);
            COLUMNS(STORE_LANE)
        }
        COLUMNS(COPY_OUT)
    }
}
