#!/usr/bin/env python3
"""What must hold of any number, unit, width, encoding and line break: Hypothesis writes texts, the library reads.

usage: properties.py LIBRARY [--more] [NAME...]

An exact value is written in one of the STYLES below, with a unit of lib/data/units.txt and perhaps a bound, put into a
sentence, and read back: value, unit, bound and place must be the ones that were written. Then the whole of a text is
re-encoded, widened, and broken into lines, and must read the same. The texts are the same at each run; --more takes new
ones, and twenty times as many. 77 where Hypothesis is not installed (test/need.sh puts it into build/venv).
"""
import html
import os
import pathlib
import re
import sys
import traceback
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parent.parent
try:
    from hypothesis import HealthCheck, assume, given, settings, strategies as st
except ImportError:
    python = ROOT / "build" / "venv" / "bin" / "python"
    if python.exists() and pathlib.Path(sys.executable) != python:
        os.execv(python, [str(python), "-B", *sys.argv])
    print("Hypothesis is not installed")
    sys.exit(77)

import zb

MORE = "--more" in sys.argv[2:]
NAMES = [a for a in sys.argv[2:] if not a.startswith("--")]
LIBRARY = zb.Library(sys.argv[1])
RULES = LIBRARY.rules()
PARSER = RULES.parser()
NEWS = sorted((ROOT / "fixtures" / "news").glob("*.txt"))
QUANTITIES = ("number", "quantity", "percent", "points", "fraction", "money")
ENCODINGS = {"UTF-8": "utf-8", "GB18030": "gb18030", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be"}
OTHERS = {"UTF-32LE": "utf-32-le", "Big5": "big5hkscs", "GBK": "gbk", "HZ": "hz"}  # where they can hold the text


def property_of(examples, *strategies):
    """A property over so many examples, the same ones each time."""
    def wrap(function):
        checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
        chosen = settings(max_examples=examples * (20 if MORE else 1), derandomize=not MORE, database=None,
                          deadline=None, suppress_health_check=checks, print_blob=False, report_multiple_bugs=False)
        PROPERTIES[function.__name__] = chosen(given(*strategies)(function))
        return function
    return wrap


PROPERTIES = {}

# ---- reading -------------------------------------------------------------------------------------------------


def quantities(text, codec="utf-8", encoding="UTF-8"):
    """All quantities of a text, in order."""
    with PARSER.parse(text.encode(codec), encoding=encoding, flags=zb.TOKENS) as result:
        return [result.quantity(t.quantity) for t in result.raw_tokens()
                if LIBRARY.name("token_kind", t.kind) in QUANTITIES and t.quantity.present]


def bare(text):
    return re.sub(r"\s", "", text)


def meaning(found):
    """What of quantities does not hang on width, line ends or place."""
    return [(q["value"], q["upper"], half_width(q["unit"]), q["cmp"], [half_width(p) for p in q["per"]]) for q in found]


# ---- numbers in characters -----------------------------------------------------------------------------------

PLAIN = ("零一二三四五六七八九", "十百千", "万", "亿")
OLD = ("〇一二三四五六七八九", "十百千", "萬", "億")
FINANCIAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万", "亿")


def section(number, glyphs, first):
    """1 to 9999 in characters; 十 without 一 only at the very beginning."""
    digits, small = glyphs[0], glyphs[1]
    out, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10 ** power % 10
        if digit == 0:
            zero = zero or out != ""
            continue
        out += digits[0] if zero else ""
        zero = False
        lone_ten = first and power == 1 and digit == 1 and out == "" and glyphs is not FINANCIAL
        out += ("" if lone_ten else digits[digit]) + (small[power - 1] if power else "")
    return out


def han(number, glyphs=PLAIN):
    """1 to 10^12 − 1 in characters: 一亿零五百万, 十二, 三千零六."""
    parts = [(number // 10 ** 8, glyphs[3]), (number // 10 ** 4 % 10 ** 4, glyphs[2]), (number % 10 ** 4, "")]
    out, gap = "", False
    for value, scale in parts:
        if value == 0:
            gap = gap or out != ""
            continue
        out += glyphs[0][0] if out and (gap or value < 1000) else ""
        out += section(value, glyphs, out == "") + scale
        gap = False
    return out


def han_digits(digits):
    return "".join(PLAIN[0][int(d)] for d in digits)


# ---- widths --------------------------------------------------------------------------------------------------

WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%"}
HALF = {wide: ord(chr(half)) for half, wide in WIDE.items()}


def full_width(text):
    """Digits, % and what stands between digits."""
    text = re.sub(r"(?<=\d)\.(?=\d)", "．", re.sub(r"(?<=\d),(?=\d\d\d)", "，", text))
    return text.translate(WIDE)


def half_width(text):
    return text.translate(HALF)


# ---- styles: each gives (as written, value, upper or None, unit or None for any) -------------------------------

whole = st.integers(2, 10 ** 9).filter(lambda n: not 1900 <= n <= 2099)
amount = st.one_of(st.integers(2, 99), st.integers(100, 9999), whole).filter(lambda n: not 1900 <= n <= 2099)
places = st.integers(1, 4)
scales = st.sampled_from([("万", 10 ** 4), ("亿", 10 ** 8), ("万亿", 10 ** 12), ("千万", 10 ** 7), ("百万", 10 ** 6)])
dashes = st.sampled_from(list("-－–—―─~～至到"))


def decimal(number, digits):
    """12.34 of 1234 and 2."""
    text = str(number).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}", Fraction(number, 10 ** digits)


decimals = st.builds(decimal, st.integers(1, 10 ** 7), places)
digits_or_decimals = st.one_of(st.integers(1, 9999).map(lambda n: (str(n), Fraction(n))), decimals)


def scaled(number, scale):
    return number[0] + scale[0], number[1] * scale[1], None, None


def grouped(number):
    return f"{number:,}", number, None, None


def mixed(high, low):
    """3亿2000万, 12万5000 has no unit between"""
    return f"{high}亿{low}万", high * 10 ** 8 + low * 10 ** 4, None, None


def colloquial(digit, next_digit, scale):
    """两万三, 三千二, 一百五"""
    name, value = scale
    first = "两" if digit == 2 and value > 100 else PLAIN[0][digit]
    return first + name + PLAIN[0][next_digit], digit * value + next_digit * value // 10, None, None


def han_decimal(number, digits, scale):
    whole_part = "零" if number == 0 else han(number)
    value = Fraction(f"{number}.{digits}")
    return f"{whole_part}点{han_digits(digits)}{scale[0]}", value * scale[1], None, None


def percent(number, mark):
    return number[0] + mark, number[1], None, bare(mark)


def han_percent(number, of, digits):
    written = han(number) + (f"点{han_digits(digits)}" if digits else "")
    unit = {"百": "%", "千": "‰"}[of]
    return f"{of}分之{written}", Fraction(f"{number}.{digits or 0}"), None, unit


def tenths(number, half):
    """六成, 六成五"""
    return PLAIN[0][number] + "成" + (PLAIN[0][half] if half else ""), number * 10 + half, None, "%"


def fraction(bottom, top):
    return f"{han(bottom)}分之{han(top)}", Fraction(top, bottom), None, ""


def slash(bottom, top):
    return f"{top}/{bottom}", Fraction(top, bottom), None, ""


def ordered(draw_low, draw_more):
    return st.tuples(draw_low, draw_more).map(lambda p: (p[0], p[0] + p[1]))


def digit_range(ends, dash):
    low, high = ends
    return f"{low}{dash}{high}", low, high, None


def elided_range(ends, dash, scale):
    """20—30万: both count in 万"""
    low, high = ends
    return f"{low}{dash}{high}{scale[0]}", low * scale[1], high * scale[1], None


def percent_range(ends, dash, both):
    low, high = ends
    return f"{low}{'%' if both else ''}{dash}{high}%", low, high, "%"


def han_range(ends, word):
    low, high = ends
    return han(low) + word + han(high), low, high, None


def adjacent(digit, scale):
    """三四十, 五六百, 七八千万"""
    name, value = scale
    return PLAIN[0][digit] + PLAIN[0][digit + 1] + name, digit * value, (digit + 1) * value, None


def tenth_range(digit, word):
    """六七成, 六至七成"""
    return f"{PLAIN[0][digit]}{word}{PLAIN[0][digit + 1]}成", digit * 10, (digit + 1) * 10, "%"


def negative(number, sign):
    return sign + number[0] + "%", -number[1], None, "%"


def twenty(ten, digit):
    """廿三, 卅"""
    return ten[0] + (PLAIN[0][digit] if digit else ""), ten[1] + digit, None, None


def and_half(number, unit):
    """三个半, 两倍半: the unit stands inside"""
    return ("两" if number == 2 else PLAIN[0][number]) + unit + "半", Fraction(2 * number + 1, 2), None, "=" + unit


han_scales = st.sampled_from([("", 1), ("万", 10 ** 4), ("亿", 10 ** 8)])
simple_scales = st.sampled_from([("十", 10), ("百", 100), ("千", 1000), ("万", 10 ** 4), ("十万", 10 ** 5),
                                 ("千万", 10 ** 7)])
fraction_tail = st.text("0123456789", min_size=1, max_size=3)
han_number = st.one_of(st.integers(2, 99), st.integers(100, 99999), st.integers(2, 10 ** 12 - 1))
ends = ordered(st.integers(2, 500), st.integers(1, 400))

STYLES = {
    "digits": st.builds(lambda n: (str(n), n, None, None), amount),
    "full_width_digits": st.builds(lambda n: (full_width(str(n)), n, None, None), amount),
    "separators": st.builds(grouped, st.integers(1000, 10 ** 9)),
    "full_width_separators": st.builds(lambda n: (full_width(f"{n:,}"), n, None, None), st.integers(1000, 10 ** 9)),
    "decimals": st.builds(lambda d: (d[0], d[1], None, None), decimals),
    "full_width_decimals": st.builds(lambda d: (full_width(d[0]), d[1], None, None), decimals),
    "scales": st.builds(scaled, digits_or_decimals, scales),
    "mixed_scales": st.builds(mixed, st.integers(1, 9999), st.integers(1000, 9999)),
    "han": st.builds(lambda n: (han(n), n, None, None), han_number),
    "traditional": st.builds(lambda n: (han(n, OLD), n, None, None), han_number),
    "financial": st.builds(lambda n: (han(n, FINANCIAL), n, None, None), han_number.filter(lambda n: n > 9)),  # not 伍
    "colloquial": st.builds(colloquial, st.integers(1, 9), st.integers(1, 9),
                            st.sampled_from([("百", 100), ("千", 1000), ("万", 10 ** 4), ("亿", 10 ** 8)])),
    "twenty": st.builds(twenty, st.sampled_from([("廿", 20), ("卅", 30)]), st.integers(0, 9)),
    "han_decimals": st.builds(han_decimal, st.integers(0, 9999), fraction_tail, han_scales),
    "percent": st.builds(percent, digits_or_decimals, st.sampled_from(["%", "％", " %", "‰", "个百分点", "个 百分点"])),
    "full_width_percent": st.builds(lambda d: (full_width(d[0] + "%"), d[1], None, "％"), digits_or_decimals),
    "han_percent": st.builds(han_percent, st.integers(1, 150), st.sampled_from("百千"),
                             st.one_of(st.just(""), fraction_tail)),
    "tenths": st.builds(tenths, st.integers(1, 9), st.integers(0, 9)),
    "fractions": st.integers(3, 20).flatmap(lambda b: st.builds(fraction, st.just(b), st.integers(1, b - 1))),
    "slash_fractions": st.integers(2, 9).flatmap(lambda b: st.builds(slash, st.just(b), st.integers(1, b - 1))),
    "negative": st.builds(negative, digits_or_decimals, st.sampled_from("-－−负")),
    "ranges": st.builds(digit_range, ends, dashes),
    "elided_ranges": st.builds(elided_range, ends, dashes, scales),
    "percent_ranges": st.builds(percent_range, ends, dashes, st.booleans()),
    "han_ranges": st.builds(han_range, ordered(st.integers(2, 90), st.integers(1, 200)), st.sampled_from("至到")),
    "adjacent": st.builds(adjacent, st.integers(1, 8), simple_scales),
    "tenth_ranges": st.builds(tenth_range, st.integers(1, 8), st.sampled_from(["", "至", "到"])),
    "and_half": st.builds(and_half, st.integers(2, 9), st.sampled_from("个倍")),
}

# ---- units, bounds, sentences --------------------------------------------------------------------------------


def unit_names():
    """What may stand behind any number: no unit that needs the words around (* +), no time (3年), age or session."""
    names, dimension = [], ""
    for line in (ROOT / "lib" / "data" / "units.txt").read_text(encoding="utf-8").splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        keyword, _, rest = line.partition(" ")
        if keyword in ("units", "words", "places"):
            dimension = rest if keyword == "units" else ""
        elif dimension and dimension not in ("ratio", "points", "multiple", "time"):
            names += re.findall(r"(?<![^|\s])[^|\s*+][^|\s+]*(?![^|\s])", line.partition("=")[0])
    return sorted({name for name in names if name[-1] not in "岁届"})


UNITS = unit_names()
BOUNDS = [("", "", "eq")] * 3 + [
    ("约", "", "about"), ("超过", "", "over"), ("近", "", "under"), ("不少于", "", "at_least"), ("不超过", "", "at_most"),
    ("", "左右", "about"), ("", "以上", "at_least"), ("", "以下", "at_most"), ("", "以内", "at_most")]
SENTENCES = [("本次普查登记的总量达到", "，情况良好。"), ("该工程涉及面广，合计", "。"), ("上述各项加起来", "；其余照旧。"),
             ("据统计，全县新增", "，任务完成。"), ("按照规定，每批应为", "（不含损耗）。"), ("当地群众说，这里有", "、并不算多。"),
             ("规模由小变大，达到", "和更高水平。")]
TWINS = re.compile("[十百千万亿拾佰仟萬億]$")


def is_ambiguous(written, unit):
    """三千|米 and 三|千米 are the same characters, so no unit with a scale of its own stands behind characters."""
    last = TWINS.search(written)
    joined = last.group() + unit if last else ""
    return unit[0] in "千百" and not written[-1].isdecimal() or bool(joined) and any(map(joined.startswith, UNITS))


def exact(text):
    assert re.fullmatch(r"-?\d+(\.\d+)?(/\d+)?", text), f"{text} is no plain number"
    return Fraction(text)


def check_reading(drawn, unit, bound, sentence):
    written, value, upper, own_unit = drawn
    if own_unit is None:
        assume(not is_ambiguous(written, unit))
        own_unit, written = unit, written + unit
    before, after = sentence
    text = before + bound[0] + written + bound[1] + after
    found = quantities(text)
    assert len(found) == 1, f"{text}: {len(found)} quantities, {[q['text'] for q in found]}"
    q = found[0]
    start = len(before + bound[0])
    got = (exact(q["value"]), q["upper"] and exact(q["upper"]), q["unit"], q["cmp"], q["text"], q["start"], q["end"])
    want = (Fraction(value), upper and Fraction(upper), own_unit.lstrip("="), bound[2], bare(written), start,
            start + len(written))
    assert got == want, f"{text}: {got} is not {want}"


# A dash is a sign only behind a word that has a value; no bound stands between the two.
SIGNED_SENTENCES = [("全年工业产值增速为", "，形势严峻。"), ("该项指标同比", "；后期回升。"), ("月末气温均值是", "。")]


def style_property(name, style):
    def check(drawn, unit, bound, sentence):
        check_reading(drawn, unit, bound, sentence)
    check.__name__ = name
    signed = name == "negative"
    bounds = [b for b in BOUNDS if not signed or not b[0]]
    property_of(60, style, st.sampled_from(UNITS), st.sampled_from(bounds),
                st.sampled_from(SIGNED_SENTENCES if signed else SENTENCES))(check)


for _name, _style in STYLES.items():
    style_property(_name, _style)

# ---- spans ---------------------------------------------------------------------------------------------------

written_quantity = st.one_of(
    st.builds(lambda d, u: d[0] + u, st.one_of(STYLES["digits"], STYLES["scales"], STYLES["decimals"]),
              st.sampled_from(["个", "人次", "户", "亩", "元", "公里", "吨", "台套", "名"])),
    st.builds(lambda d: d[0], st.one_of(STYLES["percent"], STYLES["han_percent"], STYLES["tenths"])))
subjects = st.sampled_from(["新建公厕", "发放补贴", "全市培训农民", "城镇登记失业率为", "造林", "完成投资", "覆盖率达到",
                            "修缮祠堂和古桥", "👍惠及群众", "㐀地安置移民", "朗读（café）覆盖"])
clause = st.tuples(subjects, written_quantity).map("".join)
blanks = st.sampled_from(["", " ", "　", "\r\n", "\n", "\t"])


@st.composite
def ragged_text(draw):
    """Clauses with white space and line ends of all kinds anywhere."""
    clauses = draw(st.lists(clause, min_size=1, max_size=5))
    out = ""
    for character in "，".join(clauses) + "。":
        out += character + (draw(blanks) if draw(st.integers(0, 9)) == 0 else "")
    assume(not re.search(r"^\s*[\d.-]{1,6}\s*$", out, re.MULTILINE))  # might be a page number: spanned over, and not said
    return out


def check_spans(data, codec, encoding, printed=False, said_by=str):
    """In a printed page a span may run over a line's end and a page number: there bytes and code points only agree."""
    text = data.decode(codec)
    points = text.replace("\r\n", "\n")
    with PARSER.parse(data, encoding=encoding, flags=zb.TOKENS | zb.TEXT) as result:
        spans = [(zb.span(t.span), result.string(t.text)) for t in result.raw_tokens()]
        spans += [(q, q["text"]) for t in result.raw_tokens() if (q := result.quantity(t.quantity))]
        spans += [(q, q["text"]) for r in result.records() for role in zb.ROLES if (q := r[role]) and "text" in q]
        spans += [(zb.span(r.sentence), result.string(r.sentence_text)) for r in result.raw_records()]
    for span, said in spans:
        by_points = said_by(points[span["start"]:span["end"]])
        by_bytes = said_by(data[span["byte_start"]:span["byte_end"]].decode(codec))
        assert bare(by_points) == bare(by_bytes), f"{said!r}: bytes give {by_bytes!r}, code points {by_points!r}"
        if printed and "\n" in by_points.strip():
            continue
        assert bare(by_points) == bare(said), f"{said!r}: code points give {by_points!r} of {text!r}"
        assert bare(by_bytes) == bare(said), f"{said!r}: bytes give {by_bytes!r} of {text!r}"


@property_of(150, ragged_text(), st.sampled_from(sorted(ENCODINGS)))
def spans_slice_the_input(text, encoding):
    check_spans(text.encode(ENCODINGS[encoding]), ENCODINGS[encoding], encoding)


@property_of(150, ragged_text(), st.sampled_from(sorted(OTHERS)))
def spans_slice_other_encodings(text, encoding):
    codec = OTHERS[encoding]
    text = "".join(c if encodable(c, codec) and (encoding != "HZ" or c not in "~") else "口" for c in text)
    data = text.encode(codec)
    if encoding != "HZ":  # its escapes do not slice
        check_spans(data, codec, encoding)
    assert meaning(quantities(text)) == meaning(quantities(text, codec, encoding))


@property_of(100, ragged_text(), ragged_text(), st.sampled_from(sorted(ENCODINGS)))
def a_part_counts_on(first, second, encoding):
    """What stands in the second part of a text is where it is in the whole."""
    head, tail = (text.encode(ENCODINGS[encoding]) for text in (first.rstrip("\r"), second))
    with PARSER.parse(head, encoding=encoding) as result:
        points, count = result.document()["points"], len(result.raw_records())
    assert points == len(first.rstrip("\r").replace("\r\n", "\n"))
    with PARSER.parse(tail, encoding=encoding, flags=zb.TOKENS) as alone:
        records, tokens = alone.records(), [zb.span(t.span) for t in alone.raw_tokens()]
    with PARSER.parse(tail, encoding=encoding, flags=zb.TOKENS, before=(len(head), points, count)) as part:
        moved, moved_tokens = part.records(), [zb.span(t.span) for t in part.raw_tokens()]
    whole = (head + tail).decode(ENCODINGS[encoding]).replace("\r\n", "\n")
    for old, new in zip(tokens, moved_tokens, strict=True):
        assert new["byte_start"] - old["byte_start"] == new["byte_end"] - old["byte_end"] == len(head)
        assert whole[new["start"]:new["end"]] == tail.decode(ENCODINGS[encoding]).replace(
            "\r\n", "\n")[old["start"]:old["end"]]
    for old, new in zip(records, moved, strict=True):
        assert new["id"] == old["id"] + count and new["sentence"]["start"] == old["sentence"]["start"] + points
        for role in zb.ROLES:
            if old[role]:
                assert {k: v for k, v in old[role].items() if not k.endswith(("start", "end"))} == {
                    k: v for k, v in new[role].items() if not k.endswith(("start", "end"))}
                assert new[role].get("byte_end", len(head)) == old[role].get("byte_end", 0) + len(head)


@property_of(150, ragged_text(), st.sampled_from(sorted(ENCODINGS)), st.binary(min_size=1, max_size=6), st.integers(0, 10 ** 6))
def damage_moves_no_byte(text, encoding, noise, place):
    """Bytes that are no text in the middle: whatever is read behind them stands where it says."""
    tail = "\n全年完成改造任务1234项。\n"
    data, codec = text.encode(ENCODINGS[encoding]), ENCODINGS[encoding]
    cut = place % (len(data) + 1)
    whole = data[:cut] + noise + data[cut:]
    whole += b"\n" * (len(whole) % 2 if codec.startswith("utf-16") else 0) + ("\n" + tail).encode(codec)
    with PARSER.parse(whole, encoding=encoding, flags=zb.TOKENS) as result:
        found = [q for t in result.raw_tokens() if (q := result.quantity(t.quantity)) and q["text"] == "1234项"]
    assert found, "lost"
    assert whole[found[-1]["byte_start"]:found[-1]["byte_end"]].decode(codec) == "1234项"


# ---- web pages -----------------------------------------------------------------------------------------------

TAGS = st.sampled_from(["<b>", "</b>", "<span lang='EN-US'>", "</span>", "<!-- 5个 -->", "<o:p></o:p>", "<a title='3>2' href=x>", "</a>",
                        "<script>if (1 < 2) s = '7户';</script>", "</i>", "<sup>", "<br>", "</p><p>", "\r\n"])
MARKUP = re.compile(r"<!--.*?-->|<script>.*?</script>|<a title='[^']*' href=x>|<[^>]*>", re.DOTALL)


@st.composite
def web_page(draw):
    """Clauses with tags and comments anywhere, and any character as an entity."""
    out = ""
    for character in "，".join(draw(st.lists(clause, min_size=1, max_size=5))) + "。":
        kind = draw(st.integers(0, 11))
        out += draw(TAGS) if kind < 3 else ""
        out += (f"&#{ord(character)};" if kind == 11 else f"&#x{ord(character):X}" + ";" if kind == 10 else
                {"<": "&lt;", "&": "&amp;"}.get(character, character))
    return "<html><body><div class=TRS_Editor><p>" + out + "</p></div></body></html>"


@property_of(150, web_page(), st.sampled_from(sorted(ENCODINGS)))
def spans_slice_web_pages(page, encoding):
    try:
        check_spans(page.encode(ENCODINGS[encoding]), ENCODINGS[encoding], encoding,
                    said_by=lambda source: html.unescape(MARKUP.sub("", source)))
    except zb.Failure as failure:
        if failure.status != zb.UNSUPPORTED:
            raise


# ---- tables --------------------------------------------------------------------------------------------------

ROW_NAMES = ["新建水窖", "修缮桥梁", "农民培训人数", "道路养护支出", "校园食堂", "“15分钟”便民圈"]
ROW_UNITS = ["口", "座", "人", "元", "所", "个"]
CELL_BOUNDS = [("", "", "eq"), ("≥", "", "at_least"), ("＜", "", "under"), ("", "左右", "about"), ("", "以上", "at_least")]
cell_figure = st.tuples(st.one_of(st.integers(0, 10 ** 7).map(str), st.integers(0, 10 ** 7).map(lambda n: f"{n // 100}.{n % 100:02d}")),
                        st.sampled_from(["", "万", "亿"]), st.sampled_from(CELL_BOUNDS))
empty_cell = st.sampled_from(["", "—", "…"])
SCALES = {"": 1, "万": 10 ** 4, "亿": 10 ** 8}
SHAPES = {
    "tabs": lambda rows: "".join("\t".join(row) + "\n" for row in rows),
    "bars": lambda rows: "".join("| " + " | ".join(row) + " |\n" for row in rows),
    "page": lambda rows: "<html><body><div class=TRS_Editor><table>" + "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table></div></body></html>",
}


@property_of(150, st.lists(st.tuples(st.one_of(cell_figure, empty_cell), st.one_of(cell_figure, empty_cell)), min_size=2,
                           max_size=len(ROW_NAMES)), st.sampled_from(sorted(SHAPES)), st.sampled_from(sorted(ENCODINGS)))
def tables_give_their_cells(rows, shape, encoding):
    """Each figure comes out once, under its row's name and its column's role, and its place holds what was written."""
    def written(cell):
        return cell if isinstance(cell, str) else cell[2][0] + cell[0] + cell[1] + cell[2][1]

    table = [["指标", "单位", "目标", "完成"]]
    wanted = []
    for name, unit, cells in zip(ROW_NAMES, ROW_UNITS, rows):
        table.append([name, unit, *map(written, cells)])
        wanted += [(name, role, Fraction(cell[0]) * SCALES[cell[1]], unit, cell[2][2], cell[0] + cell[1])
                   for role, cell in zip(("target", "actual"), cells) if not isinstance(cell, str)]
    data = SHAPES[shape](table).encode(ENCODINGS[encoding])
    got = []
    with PARSER.parse(data, encoding=encoding) as result:
        for record in result.records():
            for role in zb.ROLES:
                if record[role] and "text" in record[role]:
                    q = record[role]
                    source = data[q["byte_start"]:q["byte_end"]].decode(ENCODINGS[encoding])
                    got.append((record["indicator"], role, exact(q["value"]), q["unit"], q["cmp"], source))
    assert sorted(got) == sorted(wanted), f"{table}: {got} is not {wanted}"


# ---- widths and line ends ------------------------------------------------------------------------------------

sentence = st.lists(clause, min_size=1, max_size=4).map(lambda c: "，".join(c) + "。")
paragraph = st.lists(sentence, min_size=4, max_size=12).map("".join)


@property_of(100, sentence)
def full_width_reads_the_same(text):
    wide = full_width(text)
    narrow, widened = quantities(text), quantities(wide)
    assert meaning(narrow) == meaning(widened), f"{text} | {wide}: {meaning(narrow)} is not {meaning(widened)}"
    assert [q["start"] for q in narrow] == [q["start"] for q in widened]


@property_of(100, sentence, st.sampled_from(sorted(ENCODINGS)))
def encodings_read_the_same(text, encoding):
    assert meaning(quantities(text)) == meaning(quantities(text, ENCODINGS[encoding], encoding))


def wrapped(text, columns, end):
    """Lines of so many columns, broken anywhere: an ASCII character takes one, all others two."""
    out, used = "", 0
    for character in text:
        width = 1 if character < "\x80" else 2
        if used + width > columns:
            out, used = out + end, 0
        out, used = out + character, used + width
    return out + end


@property_of(150, paragraph, st.integers(28, 80), st.sampled_from(["\n", "\r\n"]), st.booleans())
def hard_wraps_read_the_same(text, columns, end, indent):
    text = ("　　" if indent else "") + text.replace(" ", "")
    lines = wrapped(text, columns, end)
    assume(lines.count(end) >= 6)
    flat, broken = quantities(text), quantities(lines)
    assert meaning(flat) == meaning(broken), f"{lines}\n{meaning(flat)} is not {meaning(broken)}"


# ---- comparisons ---------------------------------------------------------------------------------------------

things = st.sampled_from(["社区食堂", "老年食堂", "公共厕所", "口袋公园", "社区公园", "农村公路", "充电桩", "文化广场", "体育公园"])
works = st.tuples(st.sampled_from(["新建", "建设", "改造"]), things, st.integers(10, 60))


def compared(plans, reviews):
    """Who is paired with whom, by what was read and not by where; each text has the same name wherever it stands."""
    parsed = [[PARSER.parse(text.encode(), date=(2025, 12, 20), source=text) for text in side] for side in (plans, reviews)]
    pairs = []
    with RULES.compare(*parsed) as pairing:
        found = [result.raw_records() for side in parsed for result in side]
        kept = [result for side in parsed for result in side]

        def told(place):
            record = found[place[0]][place[1]]
            return kept[place[0]].string(record.indicator), *(
                kept[place[0]].string(q.text) for q in (record.target, record.actual))

        for row in pairing.rows():
            pairs.append((row["plan"] and told(row["plan"]), sorted(map(told, row["reports"])), row["verdict"], row["ratio"]))
    for result in kept:
        result.free()
    return sorted(pairs, key=repr)


@property_of(100, st.lists(works, min_size=1, max_size=8), st.lists(works, min_size=1, max_size=8), st.randoms(use_true_random=False))
def order_does_not_change_pairs(planned, reached, shuffle):
    plans = [f"2025年，全市力争{verb}{thing}{number}个。" for verb, thing, number in planned]
    reviews = [f"2025年，全市已{verb}{thing}{number}个。" for verb, thing, number in reached]
    first = compared(plans, reviews)
    others = [list(plans), list(reviews)]
    for side in others:
        shuffle.shuffle(side)
    assert first == compared(*others), f"{others}: {first}"
    joined = compared(["\n\n".join(plans)], ["\n\n".join(reviews)])
    assert joined == compared(["\n\n".join(others[0])], ["\n\n".join(others[1])]), f"{others}: {joined}"


# ---- whole texts ---------------------------------------------------------------------------------------------


def strip(item, shift=0):
    """A record without what the encoding changes: its bytes, and with a byte order mark the code points."""
    if not isinstance(item, dict):
        return item
    return {k: v - shift if k in ("start", "end") else strip(v, shift) for k, v in item.items() if not k.startswith("byte_")}


def records(data, encoding=None, shift=0):
    with PARSER.parse(data, encoding=encoding, date=(2025, 12, 20)) as result:
        return [strip(r, shift) for r in result.records()]


def encodable(text, codec):
    try:
        return bool(text.encode(codec))
    except UnicodeError:
        return False


def variants(text):
    """(what it is, bytes, codec that keeps a byte order mark, caller's word, code points of the mark)"""
    for name, codec in ENCODINGS.items():
        yield name, text.encode(codec), codec, name, 0
        yield name + " unnamed", text.encode(codec), codec, None, 0
        yield name + " with CRLF", text.replace("\n", "\r\n").encode(codec), codec, name, 0
        yield name + " with a mark", ("\uFEFF" + text).encode(codec), codec, None, 1
    for label in ("gbk", "GB2312"):
        if encodable(text, "gbk"):
            yield label, text.encode("gbk"), "gbk", label, 0


def check_variants(name, text, expected, forms):
    for what, data, codec, encoding, mark in forms:
        assert records(data, encoding, mark) == expected, f"{name}: {what} reads otherwise"
        check_spans(data, codec, encoding, printed=True)


def article_texts():
    """Our own articles, and what there is of ../shared."""
    folders = [ROOT / "fixtures" / "news", ROOT.parent / "shared" / "texts", ROOT.parent / "shared" / "seeds"]
    for path in sorted(p for folder in folders for p in folder.glob("*.txt")):
        yield path.name, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def articles_read_the_same_in_all_encodings():
    assert NEWS
    for name, text in article_texts():
        expected = records(text.encode())
        assert expected, f"{name}: no record"
        check_variants(name, text, expected, variants(text))


PROPERTIES[articles_read_the_same_in_all_encodings.__name__] = articles_read_the_same_in_all_encodings

# ---- traditional characters ----------------------------------------------------------------------------------


def traditional_table():
    lines = (ROOT / "lib" / "data" / "traditional.txt").read_text(encoding="utf-8").splitlines()
    words = [w for line in lines if not line.startswith("#") for w in line.split() if len(w) == 2]
    return {ord(old): new for old, new in words}


SIMPLIFY = traditional_table()
COMPLICATE = {ord(new): chr(old) for old, new in reversed(SIMPLIFY.items())}


def simplified(item):
    if isinstance(item, dict):
        return {k: simplified(v) for k, v in item.items()}
    if isinstance(item, list):
        return [simplified(v) for v in item]
    return item.translate(SIMPLIFY) if isinstance(item, str) else item


def in_big5(text):
    """The text with what Big5 has not, or Python and browsers have at different places, left blank."""
    return "".join(c if c == "\n" or encodable(c, "big5hkscs") and c not in "—·‧～￣" else "囗" for c in text)


def articles_read_the_same_in_traditional_characters():
    for name, text in article_texts():
        twin = text.translate(COMPLICATE)
        plain, old = records(text.encode()), records(twin.encode())
        assert [simplified(r) for r in old] == [simplified(r) for r in plain], f"{name}: otherwise in traditional characters"
        for record, twin_record in zip(plain, old):
            assert record["indicator"].translate(COMPLICATE) == twin_record["indicator"], f"{name}: not as written"
        for what, data, codec, encoding, mark in variants(twin):
            assert records(data, encoding, mark) == old, f"{name}: traditional, {what} reads otherwise"
        text = in_big5(twin)
        forms = [("Big5", text.encode("big5hkscs"), "big5hkscs", "big5", 0),
                 ("Big5 unnamed", text.encode("big5hkscs"), "big5hkscs", None, 0)]
        check_variants(name, text, records(text.encode()), forms)


PROPERTIES[articles_read_the_same_in_traditional_characters.__name__] = articles_read_the_same_in_traditional_characters

# Styles that the number reader does not know yet, with what is missing.
KNOWN = {}

# ---- run -----------------------------------------------------------------------------------------------------


def main():
    failed = []
    for name, check in PROPERTIES.items():
        if NAMES and name not in NAMES:
            continue
        try:
            check()
        except Exception as error:
            if name in KNOWN:
                print(f"known - {name}: {KNOWN[name]}")
                continue
            failed.append(name)
            notes = getattr(error, "__notes__", [])
            if isinstance(error, AssertionError):
                print(f"not ok - {name}: {error}", *notes[:1], sep="\n    ")
            else:
                traceback.print_exc()
        else:
            print(f"ok - {name}{' (take it out of KNOWN)' if name in KNOWN else ''}")
    print(f"{len(PROPERTIES) if not NAMES else len(NAMES)} properties, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
