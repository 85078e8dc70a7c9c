/* Where the fields of the public structures lie, on machines of 64 bits: a program that was built against an older library
 * relies on it. Compiled and not run (check_header.sh). New fields go to the end, with a line here. Options, limits and the document
 * may grow, since they say their size or are reached by a pointer; what comes in arrays (records, tokens, blocks, marks, sites, pairs,
 * places) cannot without another ZHIBIAO_ABI, and neither can an offset change. */
#include <stddef.h>
#include <zhibiao.h>

#define SIZE(type, size) _Static_assert(sizeof(type) == (size), "size of " #type);
#define AT(type, field, offset) _Static_assert(offsetof(type, field) == (offset), #field " of " #type);

#if UINTPTR_MAX == UINT64_MAX

SIZE(zhibiao_error, 528)
AT(zhibiao_error, status, 0) AT(zhibiao_error, line, 4) AT(zhibiao_error, byte, 8) AT(zhibiao_error, file, 16)
AT(zhibiao_error, message, 272)

SIZE(zhibiao_allocator, 24)
AT(zhibiao_allocator, get, 0) AT(zhibiao_allocator, put, 8) AT(zhibiao_allocator, context, 16)

SIZE(zhibiao_limits, 56)
AT(zhibiao_limits, size, 0) AT(zhibiao_limits, flags, 8) AT(zhibiao_limits, records, 12)
AT(zhibiao_limits, document_bytes, 16) AT(zhibiao_limits, memory, 24) AT(zhibiao_limits, rule_bytes, 32)
AT(zhibiao_limits, rules, 40) AT(zhibiao_limits, pattern_bytes, 44) AT(zhibiao_limits, match_steps, 48)
AT(zhibiao_limits, reserved, 52)

SIZE(zhibiao_date, 4)
AT(zhibiao_date, year, 0) AT(zhibiao_date, month, 2) AT(zhibiao_date, day, 3)

SIZE(zhibiao_options, 96)
AT(zhibiao_options, size, 0) AT(zhibiao_options, encoding, 8) AT(zhibiao_options, source, 16)
AT(zhibiao_options, region, 24) AT(zhibiao_options, date, 32) AT(zhibiao_options, flags, 36)
AT(zhibiao_options, input, 40) AT(zhibiao_options, html_select, 48) AT(zhibiao_options, bytes_before, 56)
AT(zhibiao_options, points_before, 64) AT(zhibiao_options, records_before, 72) AT(zhibiao_options, cancel, 80)
AT(zhibiao_options, cancel_context, 88)

SIZE(zhibiao_string, 8)
AT(zhibiao_string, offset, 0) AT(zhibiao_string, size, 4)

SIZE(zhibiao_span, 32)
AT(zhibiao_span, start, 0) AT(zhibiao_span, end, 8) AT(zhibiao_span, byte_start, 16) AT(zhibiao_span, byte_end, 24)

SIZE(zhibiao_number, 16)
AT(zhibiao_number, coefficient, 0) AT(zhibiao_number, exponent, 8) AT(zhibiao_number, denominator, 12)

SIZE(zhibiao_quantity, 136)
AT(zhibiao_quantity, present, 0) AT(zhibiao_quantity, comparison, 1) AT(zhibiao_quantity, dimension, 2)
AT(zhibiao_quantity, range, 3) AT(zhibiao_quantity, reserved, 4) AT(zhibiao_quantity, number, 8)
AT(zhibiao_quantity, upper_number, 24) AT(zhibiao_quantity, value, 40) AT(zhibiao_quantity, upper, 48)
AT(zhibiao_quantity, unit, 56) AT(zhibiao_quantity, per, 64) AT(zhibiao_quantity, text, 72)
AT(zhibiao_quantity, derived, 80) AT(zhibiao_quantity, low, 88) AT(zhibiao_quantity, high, 96)
AT(zhibiao_quantity, span, 104)

SIZE(zhibiao_record, 832)
AT(zhibiao_record, id, 0) AT(zhibiao_record, measure, 4) AT(zhibiao_record, basis, 5) AT(zhibiao_record, check, 6)
AT(zhibiao_record, reserved, 7) AT(zhibiao_record, indicator, 8) AT(zhibiao_record, indicator_full, 16)
AT(zhibiao_record, target, 24) AT(zhibiao_record, actual, 160) AT(zhibiao_record, baseline, 296)
AT(zhibiao_record, completion, 432) AT(zhibiao_record, gap, 568) AT(zhibiao_record, check_computed, 704)
AT(zhibiao_record, time_text, 712) AT(zhibiao_record, time_from, 720) AT(zhibiao_record, time_to, 724)
AT(zhibiao_record, region_text, 728) AT(zhibiao_record, region_name, 736) AT(zhibiao_record, region_code, 744)
AT(zhibiao_record, section, 752) AT(zhibiao_record, item, 760) AT(zhibiao_record, sentence, 768)
AT(zhibiao_record, rule, 800) AT(zhibiao_record, confidence, 808) AT(zhibiao_record, sentence_text, 816)
AT(zhibiao_record, indicator_name, 824)

SIZE(zhibiao_token, 208)
AT(zhibiao_token, kind, 0) AT(zhibiao_token, letter, 1) AT(zhibiao_token, reserved, 2) AT(zhibiao_token, block, 4)
AT(zhibiao_token, span, 8) AT(zhibiao_token, text, 40) AT(zhibiao_token, quantity, 48) AT(zhibiao_token, from, 184)
AT(zhibiao_token, to, 188) AT(zhibiao_token, name, 192) AT(zhibiao_token, code, 200)

SIZE(zhibiao_block, 64)
AT(zhibiao_block, kind, 0) AT(zhibiao_block, level, 1) AT(zhibiao_block, reserved, 2) AT(zhibiao_block, table, 4)
AT(zhibiao_block, list_mark, 8) AT(zhibiao_block, section, 12) AT(zhibiao_block, first_mark, 16)
AT(zhibiao_block, mark_count, 20) AT(zhibiao_block, text, 24) AT(zhibiao_block, span, 32)

SIZE(zhibiao_mark, 24)
AT(zhibiao_mark, block, 0) AT(zhibiao_mark, start, 4) AT(zhibiao_mark, end, 8) AT(zhibiao_mark, record, 12)
AT(zhibiao_mark, others, 16) AT(zhibiao_mark, kind, 20) AT(zhibiao_mark, within, 21) AT(zhibiao_mark, reserved, 22)

SIZE(zhibiao_site, 16)
AT(zhibiao_site, block, 0) AT(zhibiao_site, start, 4) AT(zhibiao_site, end, 8) AT(zhibiao_site, mark, 12)

SIZE(zhibiao_document, 96)
AT(zhibiao_document, source, 0) AT(zhibiao_document, encoding, 8) AT(zhibiao_document, decided, 16)
AT(zhibiao_document, bad_bytes, 24) AT(zhibiao_document, date, 32) AT(zhibiao_document, blocks, 36)
AT(zhibiao_document, warnings, 40) AT(zhibiao_document, bad_at, 48) AT(zhibiao_document, mojibake_at, 56)
AT(zhibiao_document, title, 64) AT(zhibiao_document, publisher, 72) AT(zhibiao_document, published, 80)
AT(zhibiao_document, html, 84) AT(zhibiao_document, points, 88)

SIZE(zhibiao_place, 8)
AT(zhibiao_place, result, 0) AT(zhibiao_place, record, 4)

SIZE(zhibiao_pair, 96)
AT(zhibiao_pair, verdict, 0) AT(zhibiao_pair, goal, 1) AT(zhibiao_pair, cause, 2) AT(zhibiao_pair, reserved, 3)
AT(zhibiao_pair, notes, 4) AT(zhibiao_pair, plan, 8) AT(zhibiao_pair, restated, 16)
AT(zhibiao_pair, restated_count, 20) AT(zhibiao_pair, reports, 24) AT(zhibiao_pair, report_count, 28)
AT(zhibiao_pair, year, 32) AT(zhibiao_pair, score, 36) AT(zhibiao_pair, indicator, 40) AT(zhibiao_pair, ratio, 48)
AT(zhibiao_pair, ratio_low, 56) AT(zhibiao_pair, ratio_high, 64) AT(zhibiao_pair, reason, 72)
AT(zhibiao_pair, words, 80) AT(zhibiao_pair, region, 88)

SIZE(zhibiao_compare_options, 16)
AT(zhibiao_compare_options, size, 0) AT(zhibiao_compare_options, group, 8) AT(zhibiao_compare_options, threshold, 12)
#endif
