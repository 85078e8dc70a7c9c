/* --jsonl-field: a JSON object a line, one member of which is a text. Read by Jansson, strictly: what is no JSON is an error
 * of its line and nothing else's. */
#include <string.h>

#include "cli.h"

#ifdef ZHIBIAO_WITH_JSON
#include <jansson.h>

bool json_is_there(void) {
    return true;
}

void json_line_clear(cli_json_line *line) {
    json_decref(line->root);
    memset(line, 0, sizeof *line);
}

static void read_id(cli_json_line *line, const char *name) {
    const json_t *id = name ? json_object_get(line->root, name) : NULL;
    if (json_is_string(id))
        line->id = json_string_value(id);
    if (json_is_integer(id)) {
        snprintf(line->digits, sizeof line->digits, "%lld", (long long)json_integer_value(id));
        line->id = line->digits;
    }
}

/* "2024-01-31", and of "2024-01-31T08:00:00Z" the day. */
static void read_day(cli_json_line *line, const char *name) {
    const json_t *date = name ? json_object_get(line->root, name) : NULL;
    char day[11] = "";
    if (!date || json_is_null(date))
        return;
    if (json_is_string(date) && json_string_length(date) >= 10)
        memcpy(day, json_string_value(date), 10);
    line->bad_date = !read_date(day, &line->date);
}

static bool refuse_text(const cli_json_line *line, const json_t *text, const char *name, zhibiao_error *why) {
    char message[256];
    if (!json_is_object(line->root))
        return refuse(why, ZHIBIAO_ERROR_IO, "not a JSON object");
    snprintf(message, sizeof message, text ? "the member \"%.160s\" is no text" : "no member \"%.160s\"", name);
    return refuse(why, ZHIBIAO_ERROR_IO, message);
}

bool json_line_read(cli_json_line *line, const char *bytes, size_t size, const cli_settings *settings,
                    zhibiao_error *why) {
    char message[256];
    json_error_t error;
    memset(line, 0, sizeof *line);
    line->root = json_loadb(bytes, size, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
    if (!line->root) {
        snprintf(message, sizeof message, "not JSON: %.160s, at byte %d of the line", error.text, error.position);
        return refuse(why, ZHIBIAO_ERROR_IO, message);
    }
    const json_t *text = json_object_get(line->root, settings->json_text); /* of what is no object: NULL */
    if (!json_is_string(text))
        return refuse_text(line, text, settings->json_text, why);
    line->text = json_string_value(text);
    line->size = json_string_length(text);
    read_id(line, settings->json_id);
    read_day(line, settings->json_date);
    return true;
}

#else

bool json_is_there(void) {
    return false;
}

void json_line_clear(cli_json_line *line) {
    memset(line, 0, sizeof *line);
}

bool json_line_read(cli_json_line *line, const char *bytes, size_t size, const cli_settings *settings,
                    zhibiao_error *why) {
    (void)bytes, (void)size, (void)settings;
    memset(line, 0, sizeof *line);
    return refuse(why, ZHIBIAO_ERROR_UNSUPPORTED, "built without JSON");
}

#endif
