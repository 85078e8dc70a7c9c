/* Who gets whom: the assignment with the largest sum, by auction.
 *
 * Each bidder wants the object that is worth most to it, less the object's price. It bids as much as it would lose by taking the
 * second best (or nothing, which is always worth 0), plus one; the owner before goes back to bidding. Prices only rise, so it
 * ends. Benefits are scaled by the number of bidders that compete, plus one: then "plus one" is too small to cost the best sum
 * (D. P. Bertsekas, The auction algorithm, 1988). Groups of more than EXACT bidders are scaled by less: their sum may be
 * short of the best by a thousandth of a full score for each bidder. Where many bid for few things of one worth, prices creep; after
 * PATIENCE bids a head they take larger steps, so that time is bounded whatever comes in.
 *
 *     A wants x (9) or y (8), B wants x (9) or z (1). First come would give A x and B z, 10 together.
 *     A bids 9 - 8 + 1 for x; B bids 9 - 1 + 1 and has x; A takes y. 17 together. */
#include "compare.h"

enum { EXACT = 200, PATIENCE = 2000 };

typedef struct auction {
    const zb_edge *edges;
    const uint32_t *first;
    uint32_t *taken, *owner, *queue;
    uint64_t *price, bids, patience;
    uint32_t *group, *size; /* of bidders, then objects: union-find */
    size_t bidders;
} auction;

static uint32_t root_of(uint32_t *group, uint32_t node) {
    while (group[node] != node)
        node = group[node] = group[group[node]];
    return node;
}

static void find_groups(auction *a, size_t objects) {
    for (size_t i = 0; i < a->bidders + objects; i++)
        a->group[i] = (uint32_t)i;
    for (size_t i = 0; i < a->bidders; i++)
        for (uint32_t e = a->first[i]; e < a->first[i + 1]; e++)
            a->group[root_of(a->group, (uint32_t)(a->bidders + a->edges[e].object))] = root_of(a->group, (uint32_t)i);
    for (size_t i = 0; i < a->bidders; i++)
        a->size[root_of(a->group, (uint32_t)i)]++;
}

/* What the bidder would pay for its best object; ZB_UNASSIGNED when all are too dear. */
static uint32_t best_object(const auction *a, uint32_t bidder, uint64_t scale, uint64_t *bid) {
    uint64_t best = 0, second = 0;
    uint32_t object = ZB_UNASSIGNED;
    for (uint32_t e = a->first[bidder]; e < a->first[bidder + 1]; e++) {
        uint64_t worth = a->edges[e].benefit * scale, price = a->price[a->edges[e].object];
        uint64_t gain = worth > price ? worth - price : 0;
        if (gain > best) {
            second = best;
            best = gain;
            object = a->edges[e].object;
        } else if (gain > second) {
            second = gain;
        }
    }
    *bid = best - second + (a->bids < a->patience ? 1 : scale * 10);
    return object;
}

static void hold(auction *a) {
    size_t head = 0, waiting = a->bidders;
    for (size_t i = 0; i < a->bidders; i++) {
        a->queue[i] = (uint32_t)i;
        a->taken[i] = ZB_UNASSIGNED;
    }
    while (waiting) {
        uint32_t bidder = a->queue[head];
        uint64_t bid, rivals = a->size[root_of(a->group, bidder)];
        uint32_t object = best_object(a, bidder, (rivals < EXACT ? rivals : EXACT) + 1, &bid);
        a->bids++;
        head = (head + 1) % a->bidders;
        waiting--;
        if (object == ZB_UNASSIGNED)
            continue;
        uint32_t before = a->owner[object];
        a->price[object] += bid;
        a->owner[object] = bidder;
        a->taken[bidder] = object;
        if (before != ZB_UNASSIGNED) {
            a->taken[before] = ZB_UNASSIGNED;
            a->queue[(head + waiting++) % a->bidders] = before;
        }
    }
}

bool zb_assign(zb_arena *arena, const zb_edge *edges, const uint32_t *first, size_t bidders, size_t objects,
               uint32_t *taken) {
    auction a = {.edges = edges, .first = first, .taken = taken, .bidders = bidders,
                 .patience = (bidders + 64) * PATIENCE};
    a.owner = zb_arena_get(arena, (objects + 1) * sizeof *a.owner);
    a.price = zb_arena_get(arena, (objects + 1) * sizeof *a.price);
    a.queue = zb_arena_get(arena, (bidders + 1) * sizeof *a.queue);
    a.group = zb_arena_get(arena, (bidders + objects + 1) * sizeof *a.group);
    a.size = zb_arena_get(arena, (bidders + objects + 1) * sizeof *a.size);
    if (arena->failed)
        return false;
    for (size_t i = 0; i < objects; i++)
        a.owner[i] = ZB_UNASSIGNED;
    find_groups(&a, objects);
    hold(&a);
    return true;
}
