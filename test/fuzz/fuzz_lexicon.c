/* Any bytes are a list of words, units, places, names or characters: the first byte says which. They are taken, or refused with a
 * line number; then the list itself is read as a text, so that its own words are met. */
#include "small_rules.h"

static const char *const SECTIONS[] = {"words VERB\n",   "words TEXT\n", "words PLAN\n",  "units area\n", "units money\n",
                                       "units count\n", "places\n",     "indicators\n", "traditional\n"};
enum { COUNT = sizeof SECTIONS / sizeof *SECTIONS };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    fuzz_text list = {0};
    if (size == 0)
        return 0;
    const char *section = SECTIONS[bytes[0] % COUNT];
    append(section, strlen(section), &list);
    append((const char *)bytes + 1, size - 1, &list);
    zhibiao_rules *rules = rules_with(0, list.bytes, list.size);
    if (rules)
        read_with(rules, list.bytes, list.size);
    free(list.bytes);
    return 0;
}
