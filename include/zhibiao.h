/* zhibiao (指标): Chinese government prose into data.
 *
 * The calls that work, in the order a program makes them:
 *
 *     zhibiao_rules *rules;  zhibiao_parser *parser;  zhibiao_result *result;
 *     zhibiao_rules_new(NULL, &rules, NULL);               // once a process
 *     zhibiao_parser_new(rules, &parser, NULL);            // once a thread
 *     zhibiao_parse(parser, bytes, size, NULL, &result, NULL);
 *     const zhibiao_record *r = zhibiao_result_records(result);
 *     for (size_t i = 0; i < zhibiao_result_count(result); i++)
 *         puts(zhibiao_string_get(result, r[i].indicator));
 *     zhibiao_result_free(result);
 *
 * Threads: a `zhibiao_rules` may be shared by any number of threads once the first parser was made from it;
 * a `zhibiao_parser` belongs to one thread at a time; a `zhibiao_result` never changes and may be read by all.
 * Lifetimes: rules outlive their parsers; a result owns all that it shows and outlives both.
 * Memory: all of it by the caller's allocator, if one is given, PCRE2's and gumbo's too. Two things go around it: the machine
 * code that PCRE2 makes of the rules (JIT; ZHIBIAO_NO_JIT does without), and a converter of ICU's, some hundred bytes for the time
 * of a call, for a text in an encoding other than UTF-8 and GB18030. Running out is a status there too.
 * Errors: each function that can fail returns a status; on failure its outputs are NULL, and the `zhibiao_error`
 * that the caller may pass (or NULL) says where. Odd text is never an error.
 * Functions of the caller's (allocator, report, cancel) return: no exception and no longjmp may leave one.
 * The library prints nothing, keeps no globals, sets no locale, and never ends the process.
 */
#ifndef ZHIBIAO_H
#define ZHIBIAO_H

#include <stddef.h>
#include <stdint.h>

#define ZHIBIAO_VERSION_MAJOR 0
#define ZHIBIAO_VERSION_MINOR 1
#define ZHIBIAO_VERSION_PATCH 0
#define ZHIBIAO_ABI 0 /* the soname's number: programs built against another one must not be run */

#if defined _WIN32
#define ZHIBIAO_API
#else
#define ZHIBIAO_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct zhibiao_rules zhibiao_rules;
typedef struct zhibiao_parser zhibiao_parser;
typedef struct zhibiao_result zhibiao_result;

/* Statuses. Zero is success; errors are negative and never renumbered. */
typedef enum zhibiao_status {
    ZHIBIAO_OK = 0,
    ZHIBIAO_ERROR_MEMORY = -1,   /* the allocator gave nothing */
    ZHIBIAO_ERROR_ARGUMENT = -2, /* a NULL or an out-of-range value where the call forbids one */
    ZHIBIAO_ERROR_IO = -3,       /* a file could not be opened or read */
    ZHIBIAO_ERROR_ENCODING = -4, /* the encoding named is not known */
    ZHIBIAO_ERROR_BINARY = -5,   /* the bytes are no text */
    ZHIBIAO_ERROR_RULE = -6,     /* a rule or word file is malformed; see file, line */
    ZHIBIAO_ERROR_LIMIT = -7,    /* a limit was met: input size, pattern size, match steps */
    ZHIBIAO_ERROR_STATE = -8,    /* rules were changed after a parser was made from them */
    ZHIBIAO_ERROR_UNSUPPORTED = -9, /* what was asked for was left out when the library was built: HTML */
    ZHIBIAO_ERROR_CANCELLED = -10 /* the caller's own function said so */
} zhibiao_status;

/* Where and why something failed. All inline: copy it freely. `file` and `message` are NUL-terminated UTF-8. */
typedef struct zhibiao_error {
    int32_t status;
    uint32_t line;      /* of a rule file, from 1; 0 elsewhere */
    uint64_t byte;      /* of the text given; 0 where it does not apply */
    char file[256];     /* the rule file, or empty */
    char message[256];  /* one English sentence without a full stop */
} zhibiao_error;

/* Memory. The functions have PCRE2's signatures; `context` comes back to them untouched. */
typedef struct zhibiao_allocator {
    void *(*get)(size_t size, void *context);
    void (*put)(void *block, void *context); /* block may be NULL */
    void *context;
} zhibiao_allocator;

/* ---- rules ------------------------------------------------------------------------------------------- */

/* Make the engine's knowledge: the built-in words, units, places and rules. `allocator` may be NULL (malloc);
 * it is copied and serves every handle made from these rules. Free with zhibiao_rules_free. */
ZHIBIAO_API zhibiao_status zhibiao_rules_new(const zhibiao_allocator *allocator, zhibiao_rules **out,
                                             zhibiao_error *error);

enum { ZHIBIAO_NO_JIT = 1 }; /* flags of zhibiao_limits: match rules without machine code made at run time; slower, same records */

/* How far texts and rule files may go. Zero everything, set `size`, then what shall differ: 0 is the default. No real text meets
 * a default. What meets a limit is ZHIBIAO_ERROR_LIMIT; of too many records the first are kept, with ZHIBIAO_WARN_RECORDS. */
typedef struct zhibiao_limits {
    size_t size;             /* sizeof(zhibiao_limits) */
    uint32_t flags;
    uint32_t records;        /* of a text: it is read up to the sentence whose figures could make more. 1,000,000 */
    uint64_t document_bytes; /* of a text, as given. 1 GiB, which is also the most */
    uint64_t memory;         /* bytes that one zhibiao_parse asks the allocator for, all told. Without bound; a text takes some
                                hundred times its own bytes */
    uint64_t rule_bytes;     /* of all files added. 64 MiB */
    uint32_t rules;          /* of all files added. 500 */
    uint32_t pattern_bytes;  /* of one of their rules, definitions put in. 8192 */
    uint32_t match_steps;    /* of the rules at one figure: PCRE2's match limit. 500,000 */
    uint32_t reserved;
} zhibiao_limits;

/* The same under limits, which may be NULL. They are fixed from then on. */
ZHIBIAO_API zhibiao_status zhibiao_rules_new_limited(const zhibiao_allocator *allocator, const zhibiao_limits *limits,
                                                     zhibiao_rules **out, zhibiao_error *error);

/* Add words and rules of one's own, in the form of lib/data (see lib/data/README.md); later ones win over
 * earlier. `name` is used in messages. Not after a parser was made (ZHIBIAO_ERROR_STATE). On failure the
 * rules are as they were. */
ZHIBIAO_API zhibiao_status zhibiao_rules_add(zhibiao_rules *rules, const char *name, const void *bytes,
                                             size_t size, zhibiao_error *error);
ZHIBIAO_API zhibiao_status zhibiao_rules_add_file(zhibiao_rules *rules, const char *path, zhibiao_error *error);
/* Both from one thread, before the rules are shared. */

/* Run the `yes` and `no` lines of a rule file that was added before (or of the built-in data, with name NULL).
 * `report` is called once an example that fails, `error` saying file, line and why. Counts go to `passed` and
 * `failed`. Needs a parser of these rules. */
typedef void zhibiao_report(const zhibiao_error *error, void *context);
ZHIBIAO_API zhibiao_status zhibiao_rules_check(zhibiao_parser *parser, const char *name, zhibiao_report *report,
                                               void *context, size_t *passed, size_t *failed);

ZHIBIAO_API void zhibiao_rules_free(zhibiao_rules *rules); /* NULL is allowed */

/* ---- parser ------------------------------------------------------------------------------------------ */

/* From any thread, also several at once. The parser is then one thread's at a time, and independent of all others. */
ZHIBIAO_API zhibiao_status zhibiao_parser_new(const zhibiao_rules *rules, zhibiao_parser **out,
                                              zhibiao_error *error);
ZHIBIAO_API void zhibiao_parser_free(zhibiao_parser *parser); /* NULL is allowed */

typedef struct zhibiao_date {
    int16_t year;  /* 0: not known */
    uint8_t month; /* 1–12; 0: not known */
    uint8_t day;
} zhibiao_date;

enum {
    ZHIBIAO_TOKENS = 1,  /* keep the tokens in the result */
    ZHIBIAO_TEXT = 2,    /* keep plain text tokens too */
    ZHIBIAO_LAYOUT = 8,  /* keep the text as it flows, with its marks: blocks, marks, sites. ZHIBIAO_HTML shows them */
    ZHIBIAO_IS_PLAN = 16, /* the text is known to be a plan: where no word of it promises anything, all that it counts is a target */
    ZHIBIAO_ALL = 4      /* records of the optional classes too (rules named optional.): counts of measures, guests, forecasts,
                            comparisons with others, lengths of time, counts that narrow another's subject */
};

/* What the bytes are. A page is known by how it begins: <!DOCTYPE html>, <html>, <meta …>, <div …>. */
typedef enum zhibiao_input { ZHIBIAO_INPUT_AUTO = 0, ZHIBIAO_INPUT_TEXT, ZHIBIAO_INPUT_HTML } zhibiao_input;

/* What is known about a text beside its bytes. Zero everything, then set `size` and what is known. */
typedef struct zhibiao_options {
    size_t size;          /* sizeof(zhibiao_options): how the library knows which fields exist */
    const char *encoding; /* an IANA name or alias; NULL: found out */
    const char *source;   /* the document's name, for records; NULL: empty */
    const char *region;   /* the place that 全省 我市 mean here (吉林省); NULL: from the text */
    zhibiao_date date;    /* the document's date; zero: from the text */
    uint32_t flags;
    uint32_t input;       /* zhibiao_input */
    /* HTML: read the elements of this selector and nothing else: a tag, #id, .class, or several with blanks between, each
     * inside the one before. NULL: the article is looked for. */
    const char *html_select;
    /* The bytes are a part of a longer text, cut between two characters: how many bytes, code points and records came
     * before. They are added to all offsets and ids, so that the parts' records read like those of one text. */
    uint64_t bytes_before, points_before;
    uint32_t records_before;
    /* Called between the steps of reading, and at each paragraph and sentence, in the caller's thread; what is not 0 ends the
     * reading with ZHIBIAO_ERROR_CANCELLED. It must not use the parser. NULL: nobody asks. */
    int (*cancel)(void *context);
    void *cancel_context;
} zhibiao_options;

/* Read one document. Bytes and options are borrowed for the call. The same parser serves one document after another, also after a
 * failure; calls with other parsers may run at the same time. */
ZHIBIAO_API zhibiao_status zhibiao_parse(zhibiao_parser *parser, const void *bytes, size_t size,
                                         const zhibiao_options *options, zhibiao_result **out,
                                         zhibiao_error *error);

/* ---- result ------------------------------------------------------------------------------------------ */

/* A string in the result's text arena: UTF-8, and NUL-terminated there. Absent: offset 0 and size 0 (the arena
 * begins with an empty string, so reading it is harmless). */
typedef struct zhibiao_string {
    uint32_t offset, size;
} zhibiao_string;

/* Half-open, in code points and in bytes of the input as given. A line end \r\n is two bytes but one code point, as it is to
 * programs that open a file as text; byte offsets are always those of the file. */
typedef struct zhibiao_span {
    uint64_t start, end, byte_start, byte_end;
} zhibiao_span;

typedef enum zhibiao_comparison {
    ZHIBIAO_EQ = 0,   /* as stated */
    ZHIBIAO_ABOUT,    /* 约 左右 大约 上下 */
    ZHIBIAO_OVER,     /* 超 超过 余 多 突破 */
    ZHIBIAO_UNDER,    /* 近 不到 不足 接近 */
    ZHIBIAO_AT_LEAST, /* 以上 不少于 不低于 至少 */
    ZHIBIAO_AT_MOST   /* 以内 以下 不超过 不高于 控制在…以内 */
} zhibiao_comparison;

typedef enum zhibiao_dimension {
    ZHIBIAO_NO_DIMENSION = 0,
    ZHIBIAO_RATIO, ZHIBIAO_POINTS, ZHIBIAO_MULTIPLE, ZHIBIAO_MONEY, ZHIBIAO_PERSON, ZHIBIAO_HOUSEHOLD,
    ZHIBIAO_AREA, ZHIBIAO_LENGTH, ZHIBIAO_MASS, ZHIBIAO_VOLUME, ZHIBIAO_ENERGY, ZHIBIAO_POWER, ZHIBIAO_TIME,
    ZHIBIAO_INFORMATION, ZHIBIAO_TEMPERATURE, ZHIBIAO_OTHER_PHYSICAL, ZHIBIAO_COUNT,
    ZHIBIAO_CATEGORY /* kinds, aspects, editions: counted, and seldom a result */
} zhibiao_dimension;

/* An exact number: coefficient × 10^exponent ÷ denominator (1 but for fractions). */
typedef struct zhibiao_number {
    int64_t coefficient;
    int32_t exponent;
    uint32_t denominator;
} zhibiao_number;

typedef struct zhibiao_quantity {
    uint8_t present;    /* 0: nothing here, all else is zero */
    uint8_t comparison; /* zhibiao_comparison */
    uint8_t dimension;  /* zhibiao_dimension */
    uint8_t range;      /* 1: number..upper */
    uint32_t reserved;
    zhibiao_number number, upper_number;
    zhibiao_string value, upper;   /* the same as exact decimals or fractions: "32100", "-2/3" */
    zhibiao_string unit;           /* as written, without its scale */
    zhibiao_string per;            /* joined with "/": "人/年" */
    zhibiao_string text;           /* as written, without white space */
    zhibiao_string derived;        /* what a computed quantity comes from: "completion", "gap"; else empty */
    zhibiao_string low, high;      /* of a derived quantity: the interval that rounding allows */
    zhibiao_span span;             /* zeros when derived */
} zhibiao_quantity;

typedef enum zhibiao_measure { ZHIBIAO_LEVEL = 0, ZHIBIAO_GROWTH, ZHIBIAO_INCREMENT, ZHIBIAO_SHARE } zhibiao_measure;

typedef enum zhibiao_basis {
    ZHIBIAO_NO_BASIS = 0, ZHIBIAO_YOY, ZHIBIAO_QOQ, ZHIBIAO_YTD, ZHIBIAO_AVERAGE, ZHIBIAO_PLAN, ZHIBIAO_OTHER_BASIS
} zhibiao_basis;

typedef enum zhibiao_check { ZHIBIAO_UNCHECKED = 0, ZHIBIAO_CONSISTENT, ZHIBIAO_INCONSISTENT } zhibiao_check;

/* One indicator, in one measure, for one period and scope. Fields are only ever appended. */
typedef struct zhibiao_record {
    uint32_t id; /* from 1, in text order */
    uint8_t measure, basis, check, reserved;
    zhibiao_string indicator;      /* as written, the quantity taken out */
    zhibiao_string indicator_full; /* with what was left out put back */
    zhibiao_quantity target, actual, baseline, completion, gap;
    zhibiao_string check_computed; /* with ZHIBIAO_INCONSISTENT or CONSISTENT: what the other figures give */
    zhibiao_string time_text;
    zhibiao_date time_from, time_to;
    zhibiao_string region_text, region_name, region_code;
    zhibiao_string section, item;
    zhibiao_span sentence;
    zhibiao_string rule;
    double confidence; /* measured precision of the rule on the gold texts; negative: not measured */
    zhibiao_string sentence_text; /* the sentence as it flows: wrapped lines joined */
    zhibiao_string indicator_name; /* what official statistics call it, where the words are exactly known; else absent */
} zhibiao_record;

typedef enum zhibiao_token_kind {
    ZHIBIAO_TOKEN_TEXT = 0, ZHIBIAO_TOKEN_NUMBER, ZHIBIAO_TOKEN_QUANTITY, ZHIBIAO_TOKEN_PERCENT,
    ZHIBIAO_TOKEN_POINTS, ZHIBIAO_TOKEN_FRACTION, ZHIBIAO_TOKEN_MONEY, ZHIBIAO_TOKEN_ORDINAL,
    ZHIBIAO_TOKEN_DATE, ZHIBIAO_TOKEN_PERIOD, ZHIBIAO_TOKEN_REGION, ZHIBIAO_TOKEN_CUE, ZHIBIAO_TOKEN_MARK
} zhibiao_token_kind;

typedef struct zhibiao_token {
    uint8_t kind;  /* zhibiao_token_kind */
    uint8_t letter; /* the class byte that rules match */
    uint16_t reserved;
    uint32_t block;             /* paragraph, heading or list item, from 0 */
    zhibiao_span span;
    zhibiao_string text;
    zhibiao_quantity quantity;  /* of number, quantity, percent, points, fraction, money */
    zhibiao_date from, to;      /* of date and period */
    zhibiao_string name, code;  /* of region; name of the word class of a cue */
} zhibiao_token;

/* ---- the text as it flows: kept with ZHIBIAO_LAYOUT ---- */

typedef enum zhibiao_block_kind {
    ZHIBIAO_PARAGRAPH = 0, ZHIBIAO_HEADING, ZHIBIAO_ITEM, ZHIBIAO_ROW
} zhibiao_block_kind;

/* A paragraph, heading, list item or table row: wrapped lines joined, page furniture gone. A row's cells have one tab between. */
typedef struct zhibiao_block {
    uint8_t kind;        /* zhibiao_block_kind */
    uint8_t level;       /* headings: 1 outermost; items: depth from 1 */
    uint16_t reserved;
    uint32_t table;      /* rows: which table of the text, from 1 */
    uint32_t list_mark;  /* bytes of `text` before the words: 36. ①, 一、 */
    uint32_t section;    /* the nearest heading above: its index + 1; 0: none */
    uint32_t first_mark, mark_count;
    zhibiao_string text;
    zhibiao_span span;
} zhibiao_block;

typedef enum zhibiao_mark_kind {
    ZHIBIAO_MARK_NONE = 0, ZHIBIAO_MARK_INDICATOR, ZHIBIAO_MARK_TARGET, ZHIBIAO_MARK_ACTUAL, ZHIBIAO_MARK_BASELINE,
    ZHIBIAO_MARK_COMPLETION, ZHIBIAO_MARK_GAP, ZHIBIAO_MARK_TIME, ZHIBIAO_MARK_REGION,
    ZHIBIAO_MARK_QUANTITY /* a figure that went into no record */
} zhibiao_mark_kind;

/* What a piece of a block is. Marks are in text order and never overlap; bounds (近, 以上) are part of a figure's mark. */
typedef struct zhibiao_mark {
    uint32_t block, start, end; /* bytes of the block's text, half-open */
    uint32_t record;            /* the first record's id; 0: none */
    uint32_t others;            /* how many more it belongs to: 今年 dates many */
    uint8_t kind;               /* zhibiao_mark_kind */
    uint8_t within;             /* 1: it stands among the words of an indicator */
    uint16_t reserved;
} zhibiao_mark;

/* Where a record stands: its sentence, and its first figure. One a record, in the same order. */
typedef struct zhibiao_site {
    uint32_t block, start, end; /* the sentence, in bytes of the block's text */
    uint32_t mark;              /* the index of its first figure's mark + 1; 0: none */
} zhibiao_site;

/* What may be wrong with a text that was read all the same: bits of `warnings`. Nothing is repaired. */
enum {
    ZHIBIAO_WARN_BAD_BYTES = 1, /* some bytes are no text in the encoding: bad_bytes of them, from bad_at on */
    ZHIBIAO_WARN_CUT = 2,       /* the last character is not whole: the file may have been cut */
    ZHIBIAO_WARN_MIXED = 4,     /* the bad bytes read well in another encoding: two files in one? */
    ZHIBIAO_WARN_SELECTOR = 16, /* html_select matched no element, so there is no text */
    ZHIBIAO_WARN_RECORDS = 32,  /* the limit of records was met: the text has more than are here */
    ZHIBIAO_WARN_MOJIBAKE = 8   /* from mojibake_at on, words as they come about by reading in a wrong encoding: 骞村害 for 年度 */
};

/* What was found out about the input. */
typedef struct zhibiao_document {
    zhibiao_string source;
    zhibiao_string encoding;   /* "UTF-8", "GB18030", "UTF-16LE" … */
    zhibiao_string decided;    /* by which step: "caller" "bom" "utf-8" "label" (<meta charset>) "fallback" */
    uint64_t bad_bytes;        /* that were no text in that encoding and became U+FFFD */
    zhibiao_date date;
    uint32_t blocks;
    uint32_t warnings;         /* ZHIBIAO_WARN_… */
    uint64_t bad_at;           /* the first bad byte, where there is one */
    uint64_t mojibake_at;      /* a byte of the input */
    zhibiao_string title;      /* of a web page: what it says of itself, else absent */
    zhibiao_string publisher;  /* 来源: where it has the text from */
    zhibiao_date published;    /* is also `date`, where the caller gave none */
    uint32_t html;             /* 1: it was read as a web page */
    uint64_t points;           /* how long the input is in code points, as spans count them */
} zhibiao_document;

/* What is in a result: any thread, also several at once. Pointers hold until zhibiao_result_free, which is called once. */
ZHIBIAO_API size_t zhibiao_result_count(const zhibiao_result *result);
ZHIBIAO_API const zhibiao_record *zhibiao_result_records(const zhibiao_result *result);
ZHIBIAO_API size_t zhibiao_result_token_count(const zhibiao_result *result);
ZHIBIAO_API const zhibiao_token *zhibiao_result_tokens(const zhibiao_result *result);
ZHIBIAO_API const zhibiao_document *zhibiao_result_document(const zhibiao_result *result);
ZHIBIAO_API size_t zhibiao_result_block_count(const zhibiao_result *result); /* 0 without ZHIBIAO_LAYOUT */
ZHIBIAO_API const zhibiao_block *zhibiao_result_blocks(const zhibiao_result *result);
ZHIBIAO_API size_t zhibiao_result_mark_count(const zhibiao_result *result);
ZHIBIAO_API const zhibiao_mark *zhibiao_result_marks(const zhibiao_result *result);
ZHIBIAO_API const zhibiao_site *zhibiao_result_sites(const zhibiao_result *result); /* NULL without ZHIBIAO_LAYOUT or records */
ZHIBIAO_API const char *zhibiao_result_text(const zhibiao_result *result, size_t *size); /* the arena */
ZHIBIAO_API const char *zhibiao_string_get(const zhibiao_result *result, zhibiao_string string); /* never NULL */
ZHIBIAO_API void zhibiao_result_free(zhibiao_result *result); /* NULL is allowed */

/* ---- writing ----------------------------------------------------------------------------------------- */

/* Takes `size` bytes; returns 0, or another number to stop the writing with ZHIBIAO_ERROR_IO. */
typedef int zhibiao_sink(const char *bytes, size_t size, void *context);

typedef enum zhibiao_format {
    ZHIBIAO_JSONL = 0, /* a record a line */
    ZHIBIAO_JSON,      /* one array */
    ZHIBIAO_CSV,       /* RFC 4180, CRLF, header by zhibiao_write_head */
    ZHIBIAO_TABLE,     /* for a terminal, East Asian widths right */
    ZHIBIAO_HTML,      /* a page, labels in Chinese; not of tokens. Parse with ZHIBIAO_LAYOUT to see the text too */
    ZHIBIAO_HTML_EN,   /* the same with labels in English */
    ZHIBIAO_TABLE_COLOUR /* a table with the colours of ANSI terminals; what they say stands in the words too */
} zhibiao_format;

/* Writing changes nothing: any thread, with a sink of its own.
 * A run over many documents is: head, then for each result records (or tokens), then tail. `count` is how many
 * records or error lines were written before: JSON needs it for its commas. */
ZHIBIAO_API zhibiao_status zhibiao_write_head(zhibiao_format format, zhibiao_sink *sink, void *context);
ZHIBIAO_API zhibiao_status zhibiao_write_records(const zhibiao_result *result, zhibiao_format format, uint64_t count,
                                                 zhibiao_sink *sink, void *context);
ZHIBIAO_API zhibiao_status zhibiao_write_tokens(const zhibiao_result *result, zhibiao_format format, uint64_t count,
                                                zhibiao_sink *sink, void *context);
ZHIBIAO_API zhibiao_status zhibiao_write_failure(const char *source, const zhibiao_error *error,
                                                 zhibiao_format format, uint64_t count, zhibiao_sink *sink,
                                                 void *context);
ZHIBIAO_API zhibiao_status zhibiao_write_tail(zhibiao_format format, zhibiao_sink *sink, void *context);

/* ---- Arrow: records as columns ------------------------------------------------------------------------- */

/* The structs of the Arrow C Data and C Stream Interfaces, as their specifications give them. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4
struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};
struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/* A document: what was read, or why it could not be. */
typedef struct zhibiao_arrow_document {
    const zhibiao_result *result; /* NULL: it failed */
    const char *source;           /* of one that failed; NULL: empty */
    const zhibiao_error *error;   /* of one that failed */
} zhibiao_arrow_document;

/* The records of `count` documents as one struct array, a row a record; a document that failed is one row with error_code,
 * error_message and error_byte. Column `document` counts the documents from `first` on. A quantity has its columns for each
 * role: actual_value is decimal128(38, 10), null where that cannot hold it exactly (2/3); actual_exact has the digits of
 * all; dates are date32, of a date that is known in part the first day; names are dictionaries. The documents are borrowed
 * for the call. `allocator` may be NULL (malloc) and must outlive the array. Release it by its own release. Any thread.
 * ZHIBIAO_ERROR_LIMIT: a column has more than 2 GiB of text. */
ZHIBIAO_API zhibiao_status zhibiao_result_arrow(const zhibiao_allocator *allocator, const zhibiao_arrow_document *documents,
                                                size_t count, uint64_t first, struct ArrowArray *out,
                                                zhibiao_error *error);
/* The schema of these arrays: always the same for one version of the library; columns are only ever appended. */
ZHIBIAO_API zhibiao_status zhibiao_arrow_schema(const zhibiao_allocator *allocator, struct ArrowSchema *out,
                                                zhibiao_error *error);
/* A stream of such arrays. They are moved into it; on failure they stay the caller's. */
ZHIBIAO_API zhibiao_status zhibiao_arrow_stream(const zhibiao_allocator *allocator, struct ArrowArray *batches, size_t count,
                                                struct ArrowArrayStream *out, zhibiao_error *error);

/* ---- comparison: what was promised against what was reached ------------------------------------------- */

/* Targets of plans paired with actuals of reviews, each pair judged. A pairing copies the results it was made of and
 * owns all it shows: they and the rules may be freed before it. It never changes and may be read by all threads. */
typedef struct zhibiao_pairing zhibiao_pairing;

typedef enum zhibiao_verdict {
    ZHIBIAO_NO_VERDICT = 0,
    ZHIBIAO_MET,            /* reached as stated, or within what the target allows */
    ZHIBIAO_EXCEEDED,       /* more than was promised */
    ZHIBIAO_SHORT,          /* less than was promised, or above a ceiling */
    ZHIBIAO_PENDING,        /* not reached yet, and the target's period had not ended when the report was made */
    ZHIBIAO_NO_REPORT,      /* no report resembles it enough: see cause and reason */
    ZHIBIAO_NOT_COMPARABLE, /* a report of the same thing, in another unit, measure, scope or period: see cause */
    ZHIBIAO_UNPLANNED       /* a report without a target: the pair has no plan record */
} zhibiao_verdict;

/* The rule by which a target is judged. */
typedef enum zhibiao_goal {
    ZHIBIAO_NO_GOAL = 0,
    ZHIBIAO_GOAL_FIGURE,   /* the figure: exactly is met, more is exceeded, less is short */
    ZHIBIAO_GOAL_FLOOR,    /* 以上 不少于 超过: at least */
    ZHIBIAO_GOAL_CEILING,  /* 以内 不超过; and what is better the lower it is (失业率): at most */
    ZHIBIAO_GOAL_TOLERANCE,/* 左右 约: within 5 % of the figure; of percentages within half a point */
    ZHIBIAO_GOAL_RANGE     /* 6%—6.5%: inside is met, above is exceeded */
} zhibiao_goal;

/* Why there is no verdict on figures. */
typedef enum zhibiao_cause {
    ZHIBIAO_NO_CAUSE = 0,
    ZHIBIAO_CAUSE_WORDS,   /* no report shares enough words with it */
    ZHIBIAO_CAUSE_TAKEN,   /* those that do report another target better */
    ZHIBIAO_CAUSE_UNIT,
    ZHIBIAO_CAUSE_MEASURE, /* growth against a level … */
    ZHIBIAO_CAUSE_SCOPE,
    ZHIBIAO_CAUSE_PERIOD,
    ZHIBIAO_CAUSE_EARLIER  /* no report: those that are alike speak of a time before the target's */
} zhibiao_cause;

enum { /* bits of `notes`; zhibiao_note_name gives each a name */
    ZHIBIAO_NOTE_NAME = 1,          /* paired by the official name */
    ZHIBIAO_NOTE_COMPLETION = 2,    /* paired by the target that the report implies (完成年计划的107%), not by its words */
    ZHIBIAO_NOTE_TIE = 4,           /* another report fits as well as the one taken */
    ZHIBIAO_NOTE_PARTIAL = 8,       /* the report ends before the target's period does: 截至11月末 */
    ZHIBIAO_NOTE_TIMES = 16,        /* 人次 against 人: times and heads were compared as they stand */
    ZHIBIAO_NOTE_CONVERTED = 32,    /* the units differ and were converted */
    ZHIBIAO_NOTE_ROUNDING = 64,     /* the figures differ, but by no more than the rounding of the report */
    ZHIBIAO_NOTE_BOUND = 128,       /* the report itself is a bound or about: 12.6万多, 近5万 */
    ZHIBIAO_NOTE_CONFIRMED = 256,   /* the review states or implies the same target */
    ZHIBIAO_NOTE_DIFFERS = 512,     /* the review states or implies another target */
    ZHIBIAO_NOTE_LOWER = 1024,      /* of this indicator less is better */
    ZHIBIAO_NOTE_PERIOD_UNKNOWN = 2048 /* a year is missing on one side: taken for the same */
};

#define ZHIBIAO_NOWHERE UINT32_MAX

/* A record of the pairing's results. */
typedef struct zhibiao_place {
    uint32_t result; /* index for zhibiao_pairing_result */
    uint32_t record; /* index into that result's records */
} zhibiao_place;

/* One row: a target with what reports it, or a report without a target. Strings are zhibiao_pairing_string's. Fields are
 * only ever appended. */
typedef struct zhibiao_pair {
    uint8_t verdict, goal, cause, reserved;
    uint32_t notes;
    zhibiao_place plan;               /* both ZHIBIAO_NOWHERE: unplanned */
    uint32_t restated, restated_count; /* other records that state the same target: places[restated] … */
    uint32_t reports, report_count;   /* records that report it, the one judged first: places[reports] … */
    int32_t year;                     /* of the target, else of the report; 0 not known */
    uint32_t score;                   /* how well the two fit, in thousandths; 0 where there is no pair */
    zhibiao_string indicator;         /* the plan's words, else the report's */
    zhibiao_string ratio;             /* actual ÷ target, four decimals ("1.0713"); absent where it says nothing */
    zhibiao_string ratio_low, ratio_high; /* the same at the ends of what rounding allows; absent: no end */
    zhibiao_string reason;            /* one English sentence without a full stop */
    zhibiao_string words;             /* what both have in common, joined with " ": 城镇新增就业 */
    zhibiao_string region;            /* the place, absent where it is not known */
} zhibiao_pair;

enum { ZHIBIAO_GROUP_REGION = 1, ZHIBIAO_GROUP_YEAR = 2 };

typedef struct zhibiao_compare_options {
    size_t size;        /* sizeof(zhibiao_compare_options) */
    uint32_t group;     /* ZHIBIAO_GROUP_…: rows in the order of region, year, or both; targets first in each */
    uint32_t threshold; /* the least score of a pair, in thousandths; 0: 500 */
} zhibiao_compare_options;

/* Compare targets of `plans` with actuals of `reviews`, of the same rules. A result may stand on both sides (reports that
 * look back and ahead: a series of years). Results are borrowed for the call. `options` may be NULL. The order of results
 * does not change who is paired with whom. Free with zhibiao_pairing_free. Any thread. */
ZHIBIAO_API zhibiao_status zhibiao_compare(const zhibiao_rules *rules, const zhibiao_result *const *plans,
                                           size_t plan_count, const zhibiao_result *const *reviews,
                                           size_t review_count, const zhibiao_compare_options *options,
                                           zhibiao_pairing **out, zhibiao_error *error);
/* The rows: targets in the order of the plans, then what was not planned, in that of the reviews; grouped when asked. */
ZHIBIAO_API size_t zhibiao_pairing_count(const zhibiao_pairing *pairing);
ZHIBIAO_API const zhibiao_pair *zhibiao_pairing_pairs(const zhibiao_pairing *pairing);
ZHIBIAO_API size_t zhibiao_pairing_place_count(const zhibiao_pairing *pairing);
ZHIBIAO_API const zhibiao_place *zhibiao_pairing_places(const zhibiao_pairing *pairing);
/* The pairing's own copies, without tokens: the plans in the order given, then the reviews that are no plan too. */
ZHIBIAO_API size_t zhibiao_pairing_result_count(const zhibiao_pairing *pairing);
ZHIBIAO_API const zhibiao_result *zhibiao_pairing_result(const zhibiao_pairing *pairing, size_t index); /* NULL: none */
ZHIBIAO_API const char *zhibiao_pairing_string(const zhibiao_pairing *pairing, zhibiao_string string); /* never NULL */
ZHIBIAO_API void zhibiao_pairing_free(zhibiao_pairing *pairing); /* NULL is allowed */

/* All rows. JSONL, JSON, HTML: between zhibiao_write_head and _tail, `count` as there. CSV: with its own header, no _head. HTML
 * is a scorecard; its quotes are marked where the results were parsed with ZHIBIAO_LAYOUT. */
ZHIBIAO_API zhibiao_status zhibiao_write_comparison(const zhibiao_pairing *pairing, zhibiao_format format,
                                                    uint64_t count, zhibiao_sink *sink, void *context);

/* ---- units ------------------------------------------------------------------------------------------- */

/* What the unit lists know of a unit as a quantity gives it (亩; never 万亩: the scale is in the value). *name becomes its
 * first spelling (亩 for 市亩), owned by the rules; *factor its size in the base unit of *dimension: 1 for shares and
 * multiples, 元, one person or household or thing, m², m, kg, m³, J, W, s, bit; a coefficient of 0 where it has none
 * (other currencies, ℃, 番). A unit that is not known is no error: NULL, ZHIBIAO_NO_DIMENSION, 0. Outputs may be NULL.
 * Any thread. Fails only for a NULL argument. */
ZHIBIAO_API zhibiao_status zhibiao_unit_find(const zhibiao_rules *rules, const char *unit, const char **name,
                                             uint32_t *dimension, zhibiao_number *factor);

/* The quantity's value (and *upper, of a range; may be NULL) in the base unit: 3亩 is 2000 m². A coefficient of 0 and a
 * denominator of 0 where the unit has no factor. ZHIBIAO_ERROR_LIMIT when it cannot be held exactly. */
ZHIBIAO_API zhibiao_status zhibiao_quantity_base(const zhibiao_rules *rules, const zhibiao_result *result,
                                                 const zhibiao_quantity *quantity, zhibiao_number *value,
                                                 zhibiao_number *upper);

/* ---- names and versions ------------------------------------------------------------------------------ */

/* Constant texts: any thread, never freed. */
ZHIBIAO_API const char *zhibiao_version(void);       /* "0.1.0" */
ZHIBIAO_API uint32_t zhibiao_abi(void);              /* ZHIBIAO_ABI as built */
ZHIBIAO_API const char *zhibiao_libraries(void);     /* "ICU 72.1, PCRE2 10.42, JIT on": of this build */
/* sizeof of a structure of this header as the library was built with ("zhibiao_record": the step from one record to the next),
 * for callers in languages that have no header; 0 for a name that is not known. */
ZHIBIAO_API size_t zhibiao_structure_size(const char *name);
ZHIBIAO_API const char *zhibiao_status_name(int32_t status);
ZHIBIAO_API const char *zhibiao_comparison_name(uint32_t comparison); /* "at_least" … */
ZHIBIAO_API const char *zhibiao_measure_name(uint32_t measure);
ZHIBIAO_API const char *zhibiao_basis_name(uint32_t basis);           /* NULL for none */
ZHIBIAO_API const char *zhibiao_dimension_name(uint32_t dimension);
ZHIBIAO_API const char *zhibiao_verdict_name(uint32_t verdict);       /* "met" … "not_comparable"; NULL for none */
ZHIBIAO_API const char *zhibiao_goal_name(uint32_t goal);             /* "figure" "floor" "ceiling" "tolerance" "range" */
ZHIBIAO_API const char *zhibiao_cause_name(uint32_t cause);           /* "words" "taken" "unit" … */
ZHIBIAO_API const char *zhibiao_note_name(uint32_t note);             /* of one bit: "partial" …; NULL for none */
ZHIBIAO_API const char *zhibiao_token_kind_name(uint32_t kind);
ZHIBIAO_API const char *zhibiao_letter_name(uint32_t letter); /* the rule language's name of a class byte, or NULL */

#ifdef __cplusplus
}
#endif
#endif
