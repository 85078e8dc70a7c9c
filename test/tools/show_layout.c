/* Prints what the text floor makes of a file: one block a line, its kind, level, section, whether its paragraph ends.
 *     show_layout FILE [ENCODING]        H1 §- ¶ [一、]促进就业方面 */
#include <stdio.h>

#include "text.h"

static const char *const kinds[] = {"P", "H", "I", "R"};

static void show(const zb_text *text) {
    zb_slice flow = zb_text_flow(text);
    printf("%s (%s), %llu bad bytes, %zu blocks, %zu runs\n", text->decoded.encoding, text->decoded.decided,
           (unsigned long long)text->decoded.bad_bytes, text->blocks.count, text->runs.count);
    for (size_t i = 0; i < text->blocks.count; i++) {
        const zb_block *b = zb_array_at(&text->blocks, i);
        zhibiao_span span = zb_text_span(text, b->start, b->end);
        printf("%zu %s%u §%d %s @%llu ", i, kinds[b->kind], b->level, (int)b->section, b->paragraph_end ? "¶" : "…",
               (unsigned long long)span.byte_start);
        if (b->text > b->start)
            printf("[%.*s]", (int)(b->text - b->start), flow.data + b->start);
        printf("%.*s\n", (int)(b->end - b->text), flow.data + b->text);
    }
}

int main(int count, char **words) {
    char *bytes = NULL;
    size_t size = 0;
    zhibiao_error error;
    zb_text text;
    if (count < 2)
        return 2;
    zb_text_init(&text, &zb_default_memory);
    zhibiao_status status = zb_file_read(&zb_default_memory, words[1], &bytes, &size, &error);
    if (status == ZHIBIAO_OK)
        status = zb_text_read(&text, bytes, size, count > 2 ? words[2] : NULL, &error);
    if (status == ZHIBIAO_OK)
        show(&text);
    else
        fprintf(stderr, "%s: %s at byte %llu\n", words[1], error.message, (unsigned long long)error.byte);
    zb_put(&zb_default_memory, bytes);
    zb_text_clear(&text);
    return status == ZHIBIAO_OK ? 0 : 1;
}
