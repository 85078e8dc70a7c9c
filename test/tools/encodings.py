#!/usr/bin/env python3
"""Writes the files of fixtures/encodings. Their names say what is promised:
    y_  read right, and without a warning
    i_  read as well as it goes, with the warnings that expected.tsv has
    n_  refused

usage: encodings.py            (then test/encodings.py LIBRARY --update, and read the diff)
"""
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / "fixtures" / "encodings"

PLAIN = """\
县里的民生实事

截至10月底，全县城镇新增就业4360人，完成年计划的109%；农村公路改造32.5公里，发放助学贷款1,280万元。
新建的养老服务站共12个，全年计划15个。
"""
TRADITIONAL = """\
縣裡的民生實事

截至10月底，全縣城鎮新增就業4360人，完成年計劃的109%；農村公路改造32.5公里，發放助學貸款1,280萬元。
新建的養老服務站共12個，全年計劃15個。
"""
# Characters of every kind: two bytes and four, in and beyond the basic plane.
RARE = """\
去年，喆㙍镇新建䶮泉水站12座，𠮷田村改造𫘝桥3座，ཁམས་藏文小学新增学位450个。
"""
# The codes in which the editions of GB18030 differ, as bytes: FE51 A8BC A6D9 8135F437 84318236 95329031 A3A0.
EDITIONS = ("去年，新增".encode("gb18030") + b"\xFE\x51\xA8\xBC\x81\x35\xF4\x37\x95\x32\x90\x31" + "牌12块。".encode("gb18030") +
            b"\xA3\xA0\xA3\xA0" + "改造危桥".encode("gb18030") + b"3\xD7\xF9\xA6\xDB\x84\x31\x82\x38\n")


def page(text, label):
    lines = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line)
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={label}">\n' \
           f"<title>民生</title></head><body>\n{lines}</body></html>\n"


def good():
    utf8 = PLAIN.encode()
    yield "y_utf8.txt", utf8
    yield "y_utf8_bom.txt", b"\xEF\xBB\xBF" + utf8
    yield "y_gb18030.txt", PLAIN.encode("gb18030")
    yield "y_gb18030_bom.txt", b"\x84\x31\x95\x33" + PLAIN.encode("gb18030")
    yield "y_gb18030_crlf.txt", PLAIN.replace("\n", "\r\n").encode("gb18030")
    yield "y_gb18030_planes.txt", RARE.encode("gb18030")
    yield "y_gb18030_editions.txt", EDITIONS
    yield "y_gbk_euro.txt", "去年，利用外资".encode("gbk") + b"3200\xCD\xF2\x80\xA3\xAC" + "新建车站2座。\n".encode("gbk")
    yield "y_utf16le.txt", PLAIN.encode("utf-16-le")
    yield "y_utf16be.txt", PLAIN.encode("utf-16-be")
    yield "y_utf16le_bom.txt", b"\xFF\xFE" + PLAIN.encode("utf-16-le")
    yield "y_utf16be_bom.txt", b"\xFE\xFF" + PLAIN.encode("utf-16-be")
    yield "y_utf16le_planes.txt", RARE.encode("utf-16-le")
    yield "y_utf32le_bom.txt", b"\xFF\xFE\0\0" + PLAIN.encode("utf-32-le")
    yield "y_utf32be_bom.txt", b"\0\0\xFE\xFF" + PLAIN.encode("utf-32-be")
    yield "y_utf8_traditional.txt", TRADITIONAL.encode()
    yield "y_gb18030_traditional.txt", TRADITIONAL.encode("gb18030")
    yield "y_big5.txt", TRADITIONAL.encode("big5hkscs")
    yield "y_big5_few_marks_said_big5.txt", "新建車站12座".encode("big5")
    yield "y_hz_said_hz.txt", PLAIN.encode("hz")
    yield "y_label_gb2312.html", page(PLAIN.replace("12个", "12个、喆村1个"), "gb2312").encode("gbk")
    yield "y_label_gbk_crlf.html", page(PLAIN, "GBK").replace("\n", "\r\n").encode("gbk")
    yield "y_label_big5.html", page(TRADITIONAL, "big5").encode("big5hkscs")
    yield "y_label_gb2312_but_utf8.html", page(PLAIN, "gb2312").encode()
    yield "y_label_latin1_but_gbk.html", page(PLAIN, "iso-8859-1").encode("gbk")
    yield "y_label_utf8_but_gbk.html", page(PLAIN, "utf-8").encode("gbk")


def odd():
    utf8, gbk, last = PLAIN.encode(), PLAIN.encode("gbk"), "全县新建的水库3座，在建2座"
    yield "i_cut_utf8.txt", utf8 + last.encode()[:-1]
    yield "i_cut_gb18030.txt", gbk + last.encode("gbk")[:-1]
    yield "i_cut_gb18030_four.txt", gbk + "㙍".encode("gb18030")[:3]
    yield "i_cut_utf16le.txt", PLAIN.encode("utf-16-le")[:-1]
    yield "i_cut_big5.txt", TRADITIONAL.encode("big5")[:-1].rstrip(b"\n")[:-1]
    yield "i_bad_utf8.txt", utf8.replace("公路".encode(), b"\xFF\xE5\x85")
    yield "i_bad_gb18030.txt", gbk.replace("公路".encode("gbk"), b"\xFF\xB9 ")
    yield "i_mixed_utf8_then_gbk.txt", utf8 * 3 + "另一份报告说，全县去年造林1.5万亩，修渠30公里。\n".encode("gbk")
    yield "i_mixed_gbk_then_utf8.txt", gbk * 3 + "另一份报告说，全县去年造林1.5万亩，修渠30公里。\n".encode()
    yield "i_mojibake_utf8_as_gbk.txt", utf8.decode("gbk", "ignore").encode()
    yield "i_mojibake_utf8_as_gbk_one_paragraph.txt", (PLAIN * 9 + PLAIN.encode().decode("gbk", "ignore") * 4 + PLAIN).encode()
    yield "i_mojibake_utf8_as_latin1.txt", utf8.decode("latin-1").encode()
    yield "i_mojibake_utf8_as_windows1252.txt", utf8.decode("cp1252", "ignore").encode()
    yield "i_mojibake_gbk_as_latin1.txt", gbk.decode("latin-1").encode()
    yield "i_mojibake_big5_as_gb18030.txt", TRADITIONAL.encode("big5").decode("gb18030", "ignore").encode()
    yield "i_mojibake_replacements_as_gbk.txt", ("锟斤拷" * 99 + "\n" + PLAIN * 4).encode()
    yield "i_mojibake_utf8_said_gbk.txt", utf8
    yield "i_big5_few_marks.txt", "新建車站12座".encode("big5")


def refused():
    yield "n_nuls.bin", b"PK\3\4" + bytes(range(32)) * 8
    yield "n_utf16_noise.bin", bytes((i * 7919 >> 3) & 255 if i % 3 else 0 for i in range(900))
    yield "n_unknown_said_klingon.txt", PLAIN.encode()


def main():
    for make in (good, odd, refused):
        for name, data in make():
            (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
