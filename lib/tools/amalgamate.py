"""The library as one file: python3 lib/tools/amalgamate.py FOLDER writes zhibiao.c and zhibiao.h there.

zhibiao.c holds the private headers, the files of lib/ in the order of CMakeLists.txt, and lib/data as bytes. It is compiled with
the rest of a program and linked with ICU and PCRE2, and with gumbo where ZHIBIAO_WITH_HTML is defined:

    cc -std=c11 -c zhibiao.c && cc -std=c11 -o program program.c zhibiao.o -licuuc -lpcre2-8

Files may use the same name for things of their own, one file may not. So every file-local name (static functions and objects,
types, tags and enumerators declared in a .c file) gets the file's name in front: take() of claim.c becomes claim_take(). Only
tokens are renamed: comments, strings and directives are known for what they are, and these tokens stay as they are:

    x.take  x->take  .take = …             members, which are known by what stands before
    struct x { int take; }                 where a member is declared: before ; , [ : or as (*take)
    struct take, when no tag has the name  tags have names of their own
    offsetof(row, take), AT(take)          macro arguments that name a member, or are made a string (#x) or pasted (x##_y)

A local variable of such a name is renamed along with it, everywhere in the file, which changes nothing. Macros keep their names and
end with their file. What is still ambiguous does not compile: test/amalgamation.sh compiles it and compares its records.
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOKEN = re.compile(r"""
    (?P<comment> /\*.*?\*/ | //[^\n]* )
  | (?P<directive> ^[ \t]*\#[ \t]*(?:include|undef|if|ifdef|ifndef|else|elif|endif|pragma|error|line)\b(?:\\\n|/\*.*?\*/|[^\n])*
                 | ^[ \t]*\#[ \t]*define\b )
  | (?P<text> (?:u8|[uUL])?"(?:\\.|[^"\\\n])*" | [uUL]?'(?:\\.|[^'\\\n])*' )
  | (?P<name> [A-Za-z_]\w* )
  | (?P<number> \.?[0-9](?:[eEpP][+-]|[\w.])* )
  | (?P<space> (?:\\\n|[ \t])+ )
  | (?P<line> \n )
  | (?P<sign> \.\.\. | -> | \#\# | . )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)
KEYWORDS = set("""auto break case char const continue default do double else enum extern float for goto if inline int long register
    restrict return short signed sizeof static struct switch typedef union unsigned void volatile while _Alignas _Alignof _Atomic
    _Bool _Noreturn _Static_assert _Thread_local""".split())


SHARED = re.compile(r"zb_|ZB_|zhibiao_|ZHIBIAO_")  # the whole library's, whichever file defines them


class Token:
    def __init__(self, kind, text):
        self.kind, self.text, self.renamed = kind, text, True


def scan(text):
    return [Token(match.lastgroup, match.group()) for match in TOKEN.finditer(text)]


def split_macros(tokens):
    """The code's tokens, and for each #define its own, without space and comments."""
    code, macros, macro = [], [], None
    for token in tokens:
        if token.kind == "directive" and token.text.rstrip().endswith("define"):
            macro = []
            macros.append(macro)
        elif token.kind == "line":
            macro = None
        elif token.kind not in ("comment", "space", "directive"):
            (code if macro is None else macro).append(token)
    return code, macros


# ---- what a file declares --------------------------------------------------------------------------------------------


def closing(tokens, at):
    """Where the bracket that opens at `at` is closed."""
    pairs, depth = {"(": ")", "[": "]", "{": "}"}, 0
    first, last = tokens[at].text, pairs[tokens[at].text]
    for i in range(at, len(tokens)):
        depth += (tokens[i].text == first) - (tokens[i].text == last)
        if depth == 0:
            return i
    sys.exit(f"amalgamate: {first} is not closed")


def declarations(code):
    """The declarations and definitions of a file, each a list of tokens."""
    one, i = [], 0
    while i < len(code):
        one.append(code[i])
        if code[i].text in "([{":
            end = closing(code, i)
            one += code[i + 1:end + 1]
            is_body = code[i].text == "{" and one[-(end - i + 1) - 1].text == ")"
            i = end
            if is_body:
                yield one
                one = []
        elif code[i].text == ";":
            yield one
            one = []
        i += 1


def enumerators(body):
    depth, fresh = 0, True
    for token in body:
        depth += (token.text in "([{") - (token.text in ")]}")
        if fresh and token.kind == "name":
            yield token.text
        fresh = token.text == "," and depth == 0


def declared(one, names, tags):
    """Adds what a declaration at file scope makes known to this file alone."""
    flat, i, bodies = [], 0, []
    while i < len(one):  # types are set aside, so that only declarators have braces and brackets
        token = one[i]
        if token.text in ("struct", "union", "enum"):
            has_tag = one[i + 1].kind == "name"
            at = i + 1 + has_tag
            if at < len(one) and one[at].text == "{":
                end = closing(one, at)
                if has_tag:
                    tags.add(one[i + 1].text)
                bodies.append((token.text, one[at + 1:end]))
                i = end
            else:
                i = at - 1
            flat.append(Token("name", "int"))
        elif token.text in "([{":
            end = closing(one, i)
            is_pointer = token.text == "(" and one[i + 1].text == "*"  # bool (*const reasons[])(...): what is inside is declared
            flat += [Token("sign", "(*"), *one[i + 1:end]] if is_pointer else [Token("sign", token.text)]
            flat.append(Token("sign", one[end].text))
            i = end
        else:
            flat.append(token)
        i += 1
    for kind, body in bodies:
        if kind == "enum":
            names.update(enumerators(body))
        else:
            for inner in declarations(body):
                if any(t.text == "{" for t in inner):
                    declared([t for t in inner if t.text != "static"], names, tags)
    if any(t.text in ("static", "typedef") for t in flat):
        for before, token, after in zip([Token("sign", "")] + flat, flat, flat[1:]):
            if token.kind == "name" and token.text not in KEYWORDS and after.text in ("(", "[", "=", ";", ",", ")") and before.text not in ("=", ".", "{"):
                names.add(token.text)


# ---- what keeps its name ---------------------------------------------------------------------------------------------


def arguments(tokens, at):
    """Of the call whose ( is at `at`: the tokens of each argument."""
    end, depth, parts = closing(tokens, at), 0, [[]]
    for token in tokens[at + 1:end]:
        depth += (token.text in "([{") - (token.text in ")]}")
        if token.text == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def keep_arguments(tokens, keeping):
    """Marks arguments of macros that must be left alone."""
    for i, token in enumerate(tokens[:-1]):
        if token.text in keeping and tokens[i + 1].text == "(" and any(t.text == ")" for t in tokens[i + 1:]):
            for place, part in enumerate(arguments(tokens, i + 1)):
                if place in keeping[token.text]:
                    for inner in part:
                        inner.renamed = False


def keeping_of(macros):
    """For each macro which of its parameters name members, are made strings, or are pasted."""
    keeping = {"offsetof": {1}}
    for _ in range(4):  # macros use macros
        for macro in macros:
            if len(macro) < 3 or macro[1].text != "(":
                continue
            end = closing(macro, 1)
            parameters = [t.text for t in macro[2:end] if t.kind == "name"]
            body = macro[end + 1:]
            keep_arguments(body, keeping)
            found = {t.text for t in body if not t.renamed}
            for before, token in zip(body, body[1:]):
                if before.text in ("#", "##", ".", "->"):
                    found.add(token.text)
                if token.text == "##":
                    found.add(before.text)
            keeping[macro[0].text] = {i for i, name in enumerate(parameters) if name in found}
    return keeping


def keep_members(code):
    """Marks members where they are used, and where a struct or union of this file declares them."""
    for before, token in zip(code, code[1:]):
        if before.text in (".", "->"):
            token.renamed = False
    for i, token in enumerate(code):
        if token.text not in ("struct", "union"):
            continue
        at = i + 1 + (code[i + 1].kind == "name")
        if code[at].text != "{":
            continue
        depth = 0
        for k in range(at + 1, closing(code, at)):
            depth += (code[k].text in "([") - (code[k].text in ")]")
            plain = depth == 0 and code[k + 1].text in (";", ",", "[", ":")
            pointer = depth == 1 and code[k - 1].text == "*" and code[k - 2].text == "(" and code[k + 1].text == ")"
            if code[k].kind == "name" and (plain or pointer):
                code[k].renamed = False


# ---- one file --------------------------------------------------------------------------------------------------------


def rename(path, text, header_macros, taken):
    """The text of a .c file with its own names made its alone, and the macros to forget behind it."""
    tokens = scan(text)
    code, macros = split_macros(tokens)
    names, tags = set(), set()
    for one in declarations(code):
        declared(one, names, tags)
    names, tags = ({name for name in found if not SHARED.match(name)} for found in (names, tags))
    keeping = keeping_of(header_macros + macros)
    keep_arguments(code, keeping)
    keep_members(code)
    for macro in macros:
        for before, token in zip(macro, macro[1:]):
            if before.text in (".", "->"):
                token.renamed = False
    stem = os.path.splitext(os.path.basename(path))[0]
    fresh = {}
    for name in names | tags:
        fresh[name] = f"{stem}_{name}"
        while fresh[name] in taken:
            fresh[name] += "_"
    before = None
    for token in tokens:
        if token.kind == "name" and token.renamed:
            space = tags if before in ("struct", "union", "enum") else names
            before = token.text
            token.text = fresh[token.text] if token.text in space else token.text
        elif token.kind not in ("space", "comment", "line"):
            before = token.text
    return "".join(token.text for token in tokens), sorted({macro[0].text for macro in macros})


def names_of(text):
    return {token.text for token in scan(text) if token.kind == "name"}


# ---- all of them -----------------------------------------------------------------------------------------------------


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def sources_and_data():
    lists = read("CMakeLists.txt")
    library = re.search(r"add_library\(zhibiao_objects OBJECT(.*?)\n\s*\"\$\{data_source\}\"", lists, re.DOTALL).group(1)
    data = re.search(r"set\(data_files ([^)]*)\)", lists).group(1)
    return re.findall(r"lib/[\w/]+\.c", library), data.split()


INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"(\w+\.h)".*\n', re.MULTILINE)
SYSTEM = re.compile(r"^[ \t]*#[ \t]*include[ \t]+(<[\w./]+>).*\n", re.MULTILINE)
CONDITION = re.compile(r"^[ \t]*#[ \t]*(?:ifdef[ \t]+(\w+)|endif).*\n", re.MULTILINE)
FEATURE = re.compile(r"^#define (_[A-Z]\w*|PCRE2_CODE_UNIT_WIDTH) .*\n", re.MULTILINE)


HEADERS = {name: os.path.relpath(os.path.join(folder, name), ROOT).split(os.sep)
           for folder, _, names in os.walk(os.path.join(ROOT, "lib")) for name in names if name.endswith(".h")}


def headers(text, seen, out):
    """The private headers that a file asks for and that are not there yet, each behind those it builds on."""
    for name in INCLUDE.findall(text):
        if name not in seen:
            seen.add(name)
            header = read(*HEADERS[name])
            headers(header, seen, out)
            out.append(f"/* ---- {name} " + "-" * (94 - len(name)) + " */\n\n" + INCLUDE.sub("", header))


def system_headers(texts):
    """All #include <…>, which must stand before what hides our own names; those below an #ifdef keep it."""
    plain, conditional = set(), set()
    for text in texts:
        for match in SYSTEM.finditer(text):
            before = list(CONDITION.finditer(text, 0, match.start()))
            if before and before[-1].group(1):
                conditional.add((before[-1].group(1), match.group(1)))
            else:
                plain.add(match.group(1))
    return "".join([f"#include {name}\n" for name in sorted(plain)] +
                   [f"#ifdef {macro}\n#include {name}\n#endif\n" for macro, name in sorted(conditional)])


def embedded(files):
    """What lib/cmake/embed.cmake makes of lib/data: without comments, whose lines stay."""
    out, table = [], []
    for name in files:
        with open(os.path.join(ROOT, "lib", "data", name), "rb") as file:
            data = re.sub(rb"(^|\n)#[^\n]*", rb"\1", file.read())
        data = re.sub(rb"[ \t]+#[^\n]*", b"", data)
        symbol = "data_" + re.sub(r"\W", "_", name)
        rows = ["".join(f"{byte}," for byte in data[at:at + 40]) for at in range(0, len(data), 40)]
        out.append(f"static const unsigned char {symbol}[] = {{\n" + "\n".join(rows) + "\n0};\n")
        table.append(f'    {{"{name}", (const char *){symbol}, {len(data)}}},\n')
    return "".join(out) + "\nconst zb_embedded zb_embedded_files[] = {\n" + "".join(table) + "    {NULL, NULL, 0}};\n"


HEAD = """/* zhibiao {version} in one file, made by lib/tools/amalgamate.py: edit the files of lib/, not this one. Apache-2.0.
 *
 *     cc -std=c11 -c zhibiao.c                        and link with -licuuc -lpcre2-8
 *     cc -std=c11 -DZHIBIAO_WITH_HTML -c zhibiao.c    reads web pages too; link with -lgumbo beside
 */
{features}
#include "zhibiao.h"

{system}
#if defined __GNUC__
#pragma GCC visibility push(hidden) /* what zhibiao.h does not show is nobody's business */
#endif

"""
TAIL = """
#if defined __GNUC__
#pragma GCC visibility pop
#endif
"""


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python3 lib/tools/amalgamate.py FOLDER")
    sources, data = sources_and_data()
    texts = {path: read(path) for path in sources}
    public = read("include", "zhibiao.h")
    seen, inner = {"zhibiao.h"}, []
    for path in sources:
        headers(texts[path], seen, inner)
    taken = names_of(public).union(*(names_of(text) for text in inner + list(texts.values())))
    header_macros = [macro for text in inner for macro in split_macros(scan(text))[1]]
    features = sorted({match.group() for text in texts.values() for match in FEATURE.finditer(text)})
    everything = [*inner, *texts.values()]
    version = ".".join(re.findall(r"#define ZHIBIAO_VERSION_\w+ (\d+)", public))
    inner = [SYSTEM.sub("", text) for text in inner]
    out = [HEAD.format(version=version, features="".join(features), system=system_headers(everything)), *inner]
    for path, text in texts.items():
        made, macros = rename(path, SYSTEM.sub("", FEATURE.sub("", INCLUDE.sub("", text))), header_macros, taken)
        out.append(f"\n/* ---- {path} " + "-" * (94 - len(path)) + " */\n\n" + made)
        out += [f"#undef {name}\n" for name in macros]
    out += ["\n/* ---- lib/data " + "-" * 86 + " */\n\n", embedded(data), TAIL]
    os.makedirs(sys.argv[1], exist_ok=True)
    for name, text in ("zhibiao.c", "".join(out)), ("zhibiao.h", public):
        with open(os.path.join(sys.argv[1], name), "w", encoding="utf-8") as file:
            file.write(text)


main()
