#!/bin/sh
# Messages in Chinese or English, and data that is the same in both.
. "$(dirname "$0")/verdicts.inc"
unset LC_ALL LC_MESSAGES LANG LANGUAGE
echo '全市新建公厕12座。' >a.txt
cp "$root/fixtures/bad/nul_inside.txt" binary.txt
printf '全市新建公厕12座\377。\n' >bad_bytes.txt
: >empty.txt

# with VARIABLE=VALUE... -- ARGUMENT...: the program in that environment
with() {
    settings=
    while [ "$1" != -- ]; do
        settings="$settings $1"
        shift
    done
    shift
    env $settings "$program" "$@" >out 2>err
    code=$?
}
chinese() { says 没有给出路径; }
english() { says "no path given"; }

with LANG=zh_CN.UTF-8 -- extract
verdict "LANG" eval 'ends 2 && chinese'
with LANG=zh -- extract
verdict "LANG without a character set" chinese
with LANG=zh_CN.utf8 -- extract
verdict "another spelling of it" chinese
with LANG=en_US.UTF-8 LC_MESSAGES=zh_CN.UTF-8 -- extract
verdict "LC_MESSAGES goes before LANG" chinese
with LANG=zh_CN.UTF-8 LC_ALL=C -- extract
verdict "LC_ALL goes before both" english
with LANG=zh_CN.UTF-8 LC_ALL= -- extract
verdict "an empty LC_ALL is none" chinese
with LANG=zh_CN.GB18030 -- extract
verdict "no Chinese for a terminal that would garble it" english
with LANG=de_DE.UTF-8 -- extract
verdict "a third language" english
with -- extract
verdict "no language" english
with LC_ALL=C -- extract --lang zh
verdict "--lang" chinese
with LC_ALL=C -- extract -lzh
verdict "-lzh" chinese
with LANG=zh_CN.UTF-8 -- extract --lang=en
verdict "--lang=en" english
with LC_ALL=C -- extract -rlzh --date nix a.txt
verdict "-l among other letters" says "日期写作 2024-01-31：nix"
with LANG=zh_CN.UTF-8 -- extract --format cvs a.txt
verdict "a value that was meant" says "没有这种格式：cvs；是不是 csv？"
with LC_ALL=C -- extract --lang fr a.txt
verdict "no third language" both 2 "messages and labels are in zh or en: fr"
with LC_ALL=C -- extract -- --lang zh
verdict "behind -- it is a path" eval 'ends 1 && says "No such file"'

with LANG=zh_CN.UTF-8 -- extract --fromat csv a.txt
verdict "a sentence with words in it" eval 'both 2 "没有这个选项：--fromat；是不是 --format？" && says "用法见“zhibiao extract --help”。"'
with LANG=zh_CN.UTF-8 -- extract 'out of memory' a.txt
verdict "names of files are left alone" says 'zhibiao: out of memory: 没有这个文件'
with LANG=zh_CN.UTF-8 -- extract binary.txt bad_bytes.txt empty.txt
verdict "sentences within sentences" says "binary.txt: 不是文本，而是二进制数据（第 35 字节）"
verdict "counts" says "1 个字节不是有效的 UTF-8，读作 U+FFFD"
verdict "all of it" eval 'says 文件是空的 && ! grep -av "^zhibiao: [a-z_]*\.txt: [^a-z]*\(UTF-8.*U+FFFD.*\)*$" err'
cp out chinese_out
with LC_ALL=C -- extract binary.txt bad_bytes.txt empty.txt
verdict "data is the same in both languages" cmp out chinese_out
verdict "errors in data too" writes '"message":"the input is binary, not text"'
with LC_ALL=C -- extract --max-size 8 a.txt
cp out english_out
with LC_ALL=C -- extract --max-size 8 --lang zh a.txt
verdict "two levels of sentences" eval 'ends 1 && says "这个文件大于 8；可用 --max-size 放宽"'
verdict "--lang leaves data alone" cmp out english_out
with LANG=zh_CN.UTF-8 -- extract --format html a.txt
cp out page
with LC_ALL=C -- extract --format html a.txt
verdict "a page is Chinese wherever it is made" cmp out page
with LANG=zh_CN.UTF-8 -- extract --format html --lang en a.txt
verdict "but with --lang en" eval 'ends 0 && ! cmp -s out page'
with LC_ALL=C -- extract --format table --lang en a.txt
verdict "--lang en makes no page of a table" eval 'ends 0 && ! writes "<html"'

with LANG=zh_CN.UTF-8 -- --help
verdict "--help" eval 'ends 0 && writes 用法 && writes 写出文本中的记录 && writes 文本的编码'
verdict "--help: nothing was forgotten" eval '! grep -e "^ *-.*  *[a-z][a-z]* [a-z][a-z]* [a-z]" out'
with LC_ALL=C -- --help --lang zh
verdict "--help --lang zh" writes 用法
with LANG=zh_CN.UTF-8 -- --help --lang en
verdict "--help --lang en" eval 'writes usage && ! writes 用法'
with LANG=zh_CN.UTF-8 -- --version
verdict "--version is for programs too: no Chinese" eval 'writes "rules " && ! LC_ALL=C grep -q "[^ -~]" out'
with LANG=zh_CN.UTF-8 -- extract --stats a.txt
verdict "--stats is for programs too" eval 'grep -qx "records  *1" err'
conclude
