# cmake -DOUT=file.c -DFILES=a.txt;b.txt -P embed.cmake
# Writes the files as arrays of bytes, and the table zb_embedded_files[] (lib/cellar/base.h) in the order given. Plain C: it
# works wherever the library compiles. A NUL after each file, not counted in its size, keeps an empty one legal.
# Comments stay behind (19 of 224 KB), as the reader of lib/cellar/datafile.c cuts them: # at the start of a line or after a
# blank. Their lines stay, empty, so that an error still names the line of the file. The blanks that only a reader's eye needs
# stay behind too (17 KB).
set(arrays "")
set(table "")
foreach(path IN LISTS FILES)
    get_filename_component(name "${path}" NAME)
    string(MAKE_C_IDENTIFIER "data_${name}" symbol)
    file(READ "${path}" text)
    string(REGEX REPLACE "(^|\n)#[^\n]*" "\\1" text "${text}")
    string(REGEX REPLACE "[ \t]+#[^\n]*" "" text "${text}")
    string(REGEX REPLACE "  +" " " text "${text}")
    if(name STREQUAL "traditional.txt")
        string(REGEX REPLACE "([^a-z]) ([^a-z])" "\\1\\2" text "${text}")
    endif()
    if(NOT name STREQUAL "rules.txt") # a pattern's blanks and bars are its own
        string(REPLACE " | " "|" text "${text}")
        string(REPLACE "\n " "\n" text "${text}")
    endif()
    string(HEX "${text}" hex)
    string(LENGTH "${hex}" size)
    math(EXPR size "${size} / 2")
    string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}") # 16 bytes a line
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    string(APPEND arrays "static const unsigned char ${symbol}[] = {\n${hex}0};\n")
    string(APPEND table "    {\"${name}\", (const char *)${symbol}, ${size}},\n")
endforeach()
file(WRITE "${OUT}" "/* Made by lib/cmake/embed.cmake from lib/data: edit those files, not this one. */
#include \"base.h\"

${arrays}
const zb_embedded zb_embedded_files[] = {\n${table}    {NULL, NULL, 0}};\n")
