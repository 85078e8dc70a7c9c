/* One Arrow column: rows are added, then its memory is handed over as it lies. See arrow.h. */
#include "arrow.h"

/* ---- life ------------------------------------------------------------------------------------------------- */

static size_t item_size(zb_arrow_kind kind) {
    switch (kind) {
    case ZB_ARROW_TEXT: return 1;
    case ZB_ARROW_NAME:
    case ZB_ARROW_DATE: return 4;
    case ZB_ARROW_DECIMAL: return 16;
    case ZB_ARROW_LIST:
    case ZB_ARROW_INT64:
    case ZB_ARROW_DOUBLE: break;
    }
    return 8;
}

static bool has_offsets(zb_arrow_kind kind) {
    return kind == ZB_ARROW_TEXT || kind == ZB_ARROW_LIST;
}

static zb_vector *column_alone(const zb_memory *memory, zb_arrow_kind kind) {
    zb_vector *column = zb_get_zeroed(memory, 1, sizeof *column);
    if (!column)
        return NULL;
    column->memory = *memory;
    column->kind = kind;
    zb_array_init(&column->valid, memory, 1);
    zb_array_init(&column->values, memory, item_size(kind));
    zb_array_init(&column->offsets, memory, sizeof(int32_t));
    zb_array_init(&column->slots, memory, sizeof(uint32_t));
    zb_array_reserve(&column->valid, 1); /* buffers that are there even without rows suit every consumer */
    zb_array_reserve(&column->values, 1);
    if (has_offsets(kind))
        zb_array_add(&column->offsets, 1);
    return column;
}

zb_vector *zb_vector_new(const zb_memory *memory, zb_arrow_kind kind) {
    zb_vector *column = column_alone(memory, kind);
    if (column && (kind == ZB_ARROW_NAME || kind == ZB_ARROW_LIST)) {
        column->inner = column_alone(memory, ZB_ARROW_TEXT);
        if (!column->inner) {
            zb_vector_free(column);
            return NULL;
        }
    }
    return column;
}

static void free_alone(zb_vector *column) {
    zb_memory memory = column->memory;
    zb_array_clear(&column->valid);
    zb_array_clear(&column->values);
    zb_array_clear(&column->offsets);
    zb_array_clear(&column->slots);
    zb_put(&memory, column);
}

void zb_vector_free(zb_vector *column) {
    if (!column)
        return;
    if (column->inner)
        free_alone(column->inner);
    free_alone(column);
}

static zhibiao_status status_alone(const zb_vector *column) {
    if (column->full)
        return ZHIBIAO_ERROR_LIMIT;
    bool failed = column->valid.failed || column->values.failed || column->offsets.failed || column->slots.failed;
    return failed ? ZHIBIAO_ERROR_MEMORY : ZHIBIAO_OK;
}

zhibiao_status zb_vector_status(const zb_vector *column) {
    zhibiao_status status = status_alone(column);
    return status || !column->inner ? status : status_alone(column->inner);
}

/* ---- rows ------------------------------------------------------------------------------------------------- */

static void count_row(zb_vector *column, bool valid) {
    size_t bit = (size_t)column->length % 8;
    uint8_t *byte = bit == 0 ? zb_array_add(&column->valid, 1) : NULL;
    if (bit != 0 && !column->valid.failed)
        byte = zb_array_at(&column->valid, column->valid.count - 1);
    if (byte && valid)
        *byte = (uint8_t)(*byte | 1U << bit);
    column->nulls += !valid;
    column->length++;
}

/* The offset behind the row that was just filled. */
static void end_row(zb_vector *column, size_t end) {
    int32_t *offset = zb_array_add(&column->offsets, 1);
    if (end > INT32_MAX)
        column->full = true;
    else if (offset)
        *offset = (int32_t)end;
}

static void add_item(zb_vector *column, const void *item) {
    void *to = zb_array_add(&column->values, 1);
    if (to)
        memcpy(to, item, column->values.item);
    count_row(column, true);
}

void zb_vector_add_null(zb_vector *column) {
    if (column->kind == ZB_ARROW_LIST)
        end_row(column, (size_t)column->inner->length);
    else if (column->kind == ZB_ARROW_TEXT)
        end_row(column, column->values.count);
    else
        zb_array_add(&column->values, 1);
    count_row(column, false);
}

static void add_text(zb_vector *column, zb_slice text) {
    char *to = text.size ? zb_array_add(&column->values, text.size) : NULL;
    if (to)
        memcpy(to, text.data, text.size);
    end_row(column, column->values.count);
    count_row(column, true);
}

/* ---- names ------------------------------------------------------------------------------------------------ */

static uint32_t hash(zb_slice text) { /* FNV-1a */
    uint32_t sum = 2166136261U;
    for (size_t i = 0; i < text.size; i++)
        sum = (sum ^ (unsigned char)text.data[i]) * 16777619U;
    return sum;
}

static zb_slice name_at(const zb_vector *names, uint32_t index) {
    const int32_t *offsets = names->offsets.data;
    size_t start = (size_t)offsets[index], end = (size_t)offsets[index + 1];
    return (zb_slice){(const char *)names->values.data + start, end - start};
}

/* Where a name's slot is, or the free one where it belongs. There is always a free one. */
static uint32_t *slot_of(const zb_vector *column, zb_slice name) {
    uint32_t *slots = column->slots.data;
    size_t mask = column->slots.count - 1, at = hash(name) & mask;
    while (slots[at] && !zb_slice_equal(name_at(column->inner, slots[at] - 1), name))
        at = (at + 1) & mask;
    return &slots[at];
}

/* At least two slots a name. The number is a power of two. */
static bool widen(zb_vector *column) {
    size_t names = (size_t)column->inner->length, wanted = column->slots.count ? column->slots.count * 2 : 32;
    if (column->slots.count > names * 2)
        return true;
    zb_array_reset(&column->slots);
    if (!zb_array_add(&column->slots, wanted))
        return false;
    for (uint32_t i = 0; i < names; i++)
        *slot_of(column, name_at(column->inner, i)) = i + 1;
    return true;
}

static void add_name(zb_vector *column, zb_slice name) {
    int32_t index = 0;
    if (zb_vector_status(column) == ZHIBIAO_OK && widen(column)) {
        uint32_t *slot = slot_of(column, name);
        if (!*slot) {
            add_text(column->inner, name);
            *slot = (uint32_t)column->inner->length;
        }
        index = (int32_t)(*slot - 1);
    }
    add_item(column, &index);
}

/* ---- rows of each kind ------------------------------------------------------------------------------------ */

void zb_vector_add_text(zb_vector *column, zb_slice text) {
    if (column->kind == ZB_ARROW_NAME)
        add_name(column, text);
    else if (column->kind == ZB_ARROW_TEXT)
        add_text(column, text);
    else
        zb_vector_add_null(column);
}

void zb_vector_add_list(zb_vector *column, zb_slice joined) {
    zb_slice item;
    if (column->kind != ZB_ARROW_LIST) {
        zb_vector_add_null(column);
        return;
    }
    while (zb_field_next(&joined, '/', &item))
        add_text(column->inner, item);
    end_row(column, (size_t)column->inner->length);
    count_row(column, true);
}

typedef struct wide {
    uint32_t limbs[4]; /* the lowest first */
} wide;

static void times_ten_and(wide *number, uint32_t digit) {
    uint64_t carry = digit;
    for (size_t i = 0; i < 4; i++) {
        uint64_t sum = (uint64_t)number->limbs[i] * 10 + carry;
        number->limbs[i] = (uint32_t)sum;
        carry = sum >> 32;
    }
}

static void negate(wide *number) {
    uint64_t carry = 1;
    for (size_t i = 0; i < 4; i++) {
        uint64_t sum = (uint64_t)(uint32_t)~number->limbs[i] + carry;
        number->limbs[i] = (uint32_t)sum;
        carry = sum >> 32;
    }
}

/* "-0.5" times 10^ZB_ARROW_SCALE; false when that is no whole number of at most ZB_ARROW_DIGITS digits. */
static bool read_decimal(zb_slice text, wide *out) {
    size_t digits = 0, behind = 0, at = text.size && text.data[0] == '-' ? 1 : 0;
    bool point = false, any = false;
    *out = (wide){{0}};
    for (size_t i = at; i < text.size; i++) {
        uint32_t digit = (uint32_t)((unsigned char)text.data[i] - '0');
        if (text.data[i] == '.' && !point && any) {
            point = true;
            continue;
        }
        if (digit > 9 || (behind == ZB_ARROW_SCALE && digit) || digits + (digits || digit) > ZB_ARROW_DIGITS)
            return false;
        any = true;
        if (behind == ZB_ARROW_SCALE)
            continue;
        times_ten_and(out, digit);
        digits += digits || digit;
        behind += point;
    }
    for (; behind < ZB_ARROW_SCALE; behind++, digits += digits > 0)
        times_ten_and(out, 0);
    if (at)
        negate(out);
    return any && digits <= ZB_ARROW_DIGITS;
}

void zb_vector_add_decimal(zb_vector *column, zb_slice text) {
    static const uint16_t one = 1;
    wide number;
    if (column->kind != ZB_ARROW_DECIMAL || !read_decimal(text, &number)) {
        zb_vector_add_null(column);
        return;
    }
    if (*(const unsigned char *)&one == 0) /* Arrow's integers are the machine's own */
        number = (wide){{number.limbs[3], number.limbs[2], number.limbs[1], number.limbs[0]}};
    add_item(column, &number);
}

/* Days since 1970-01-01, years counted from March so that the leap day is the last. */
static int32_t days(zhibiao_date date) {
    int32_t month = date.month ? date.month : 1, day = date.day ? date.day : 1;
    int32_t year = date.year - (month <= 2), era = year / 400, of_era = year - era * 400;
    int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void zb_vector_add_date(zb_vector *column, zhibiao_date date) {
    if (column->kind != ZB_ARROW_DATE || date.year <= 0) {
        zb_vector_add_null(column);
        return;
    }
    int32_t number = days(date);
    add_item(column, &number);
}

void zb_vector_add_int64(zb_vector *column, uint64_t number) {
    int64_t signed_number = (int64_t)number;
    if (column->kind == ZB_ARROW_INT64)
        add_item(column, &signed_number);
    else
        zb_vector_add_null(column);
}

void zb_vector_add_double(zb_vector *column, double number) {
    if (column->kind == ZB_ARROW_DOUBLE)
        add_item(column, &number);
    else
        zb_vector_add_null(column);
}

/* ---- handing over ----------------------------------------------------------------------------------------- */

static void release(struct ArrowArray *array) {
    zb_vector *column = array->private_data;
    if (array->dictionary && array->dictionary->release)
        array->dictionary->release(array->dictionary);
    for (int64_t i = 0; i < array->n_children; i++)
        if (array->children[i]->release)
            array->children[i]->release(array->children[i]);
    array->release = NULL;
    free_alone(column);
}

static void export_alone(zb_vector *column, struct ArrowArray *out) {
    memset(out, 0, sizeof *out);
    column->buffers[0] = column->nulls ? column->valid.data : NULL;
    column->buffers[1] = has_offsets(column->kind) ? column->offsets.data : column->values.data;
    column->buffers[2] = column->values.data;
    out->length = column->length;
    out->null_count = column->nulls;
    out->n_buffers = column->kind == ZB_ARROW_TEXT ? 3 : 2;
    out->buffers = column->buffers;
    out->private_data = column;
    out->release = release;
}

void zb_vector_export(zb_vector *column, struct ArrowArray *out) {
    export_alone(column, out);
    if (!column->inner)
        return;
    export_alone(column->inner, &column->inner_array);
    column->inner_arrays[0] = &column->inner_array;
    column->inner = NULL;
    if (column->kind == ZB_ARROW_NAME) {
        out->dictionary = &column->inner_array;
    } else {
        out->n_children = 1;
        out->children = column->inner_arrays;
    }
}
