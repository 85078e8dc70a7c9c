# One text, its records, with nothing but ctypes. The library's path may be given: python3 first.py build/libzhibiao.so
import ctypes
import json
import sys

c = ctypes.CDLL(sys.argv[1] if len(sys.argv) > 1 else "libzhibiao.so.0")
text = "截至11月末，全市新建改造公厕246座，完成年计划的102.5%。".encode()
rules, parser, result, pieces = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p(), []
sink = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)(
    lambda data, size, _: pieces.append(ctypes.string_at(data, size)) or 0)

assert c.zhibiao_rules_new(None, ctypes.byref(rules), None) == 0
assert c.zhibiao_parser_new(rules, ctypes.byref(parser), None) == 0
assert c.zhibiao_parse(parser, text, ctypes.c_size_t(len(text)), None, ctypes.byref(result), None) == 0
assert c.zhibiao_write_records(result, 0, ctypes.c_uint64(0), sink, None) == 0
for line in b"".join(pieces).splitlines():
    record = json.loads(line)
    print(record["indicator"], record["actual"]["value"], record["actual"]["unit"])
c.zhibiao_result_free(result)
c.zhibiao_parser_free(parser)
c.zhibiao_rules_free(rules)
