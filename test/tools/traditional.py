#!/usr/bin/env python3
"""Writes lib/data/traditional.txt from ICU's transliterator Traditional-Simplified. Run by hand, never by the build.

usage: traditional.py > lib/data/traditional.txt        (needs uconv, of Debian's icu-devtools)
"""
import subprocess
import sys

# What ICU leaves out or GB 2312 has as well. The first five are characters of GB 2312 that simplified prose has in names
# and quotations only; taking 後 for 后 there does no harm, since records show what was written. 乾 (乾隆), 著 (显著), 藉 摺 阪
# 箝 菸 are not taken: simplified prose means itself by them.
OWN = {
    "後后 於于 徵征 夥伙 麽么": "of GB 2312, but of traditional prose in all its sentences",
    "衞卫 敎教 擧举 汚污 峯峰 衹只 眞真 靑青 淸清 靜静 淨净 敍叙 旣既 卽即 吿告 歿殁 冊册 强强 産产 値值 税税 戸户 歴历 "
    "曁暨 竝并 牀床 彊强 卄廿 滙汇 闊阔 塡填 溫温 滾滚 淚泪 牠它 脫脱 說说 稅税 銳锐 悅悦 閱阅 蛻蜕 兌兑 虛虚 奧奥 "
    "麪面 麫面 稟禀 皁皂 眾众 衆众 鶏鸡 啣衔 刼劫 査查 歩步 緖绪 黃黄 橫横 廣广 録录 緑绿 彔录 呂吕 侶侣 宮宫 內内 "
    "產产 頋顾 卻却 腳脚 麵面 裏里 裡里 綫线 鑑鉴 鑒鉴 証证 證证 佈布 佔占 併并 並并 傢家 週周 嚐尝 鬍胡 籲吁 託托 誌志 "
    "製制 闆板 睏困 睜睁 尷尴": "forms of print that ICU may not know",
}


NOT = "瞭"  # 瞭望 is simplified prose, though GB 2312 has no 瞭


def icu(characters):
    text = "\n".join(characters)
    done = subprocess.run(["uconv", "-f", "utf-8", "-t", "utf-8", "-x", "Traditional-Simplified"],
                          input=text.encode(), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().split("\n")


def in_gb2312(character):
    try:
        return bool(character.encode("gb2312"))
    except UnicodeError:
        return False


def lines_of(pairs, a_line=20):
    words = [a + b for a, b in pairs]
    return [" ".join(words[i:i + a_line]) for i in range(0, len(words), a_line)]


def main():
    characters = [chr(c) for c in range(0x3400, 0xA000)]
    known = [(a, b) for a, b in zip(characters, icu(characters)) if a != b]
    simple = {b for _, b in known}
    known = [(a, b) for a, b in known if len(b) == 1 and "\u3400" <= b < "\ua000" and a not in simple | set(NOT) and not in_gb2312(a)]
    version = subprocess.run(["uconv", "--version"], stdout=subprocess.PIPE, check=True).stdout.decode().split()[-1]
    print(f"""\
# Traditional characters and the simplified ones that rules and words know them by: two characters a pair.
# Made by test/tools/traditional.py; do not edit. Source: the transliterator Traditional-Simplified of ICU {version} (CLDR,
# Unicode License), each character by itself. Only what is one character for one, and no character of GB 2312, which
# simplified prose uses as it is; a few exceptions at the end, with their reasons.

traditional""")
    print("\n".join(lines_of(known)))
    have = dict(known)
    for pairs, why in OWN.items():
        new = [(p[0], p[1]) for p in pairs.split() if p[0] != p[1] and p[0] not in have]
        new = list(dict(new).items())
        if any(in_gb2312(a) for a, _ in new) != (pairs == list(OWN)[0]):
            sys.exit("a character of GB 2312 among: " + " ".join(a for a, _ in new if in_gb2312(a)))
        have.update(new)
        print(f"\n# {why}")
        print("\n".join(lines_of(new)))


if __name__ == "__main__":
    main()
