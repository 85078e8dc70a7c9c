/* Any bytes are a rule file: it is taken, or refused with a line number; what is taken can be used, and its examples can be run. A
 * first byte '+' puts it over the built-in rules, as users do; else there are a few words only, which is a hundred times faster. */
#include "small_rules.h"

static const char TEXT[] = "截至10月末，全市新建幼儿园12所，完成年计划的80%，同比增长5.5%。改造老旧小区38个和农村公路12.5公里。";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    int built_in = size > 0 && bytes[0] == '+';
    zhibiao_rules *rules = rules_with(built_in, bytes + built_in, size - (size_t)built_in);
    if (rules)
        read_with(rules, TEXT, sizeof TEXT - 1);
    return 0;
}
