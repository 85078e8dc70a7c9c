# cmake -DOUT=rules_version.h -DFILES=a.txt;b.txt -P rules_version.cmake
# The first twelve digits of a SHA-256 over those of the files: two programs that say the same have the same rules.
set(sums "")
foreach(path IN LISTS FILES)
    file(SHA256 "${path}" sum)
    string(APPEND sums "${sum}")
endforeach()
string(SHA256 sum "${sums}")
string(SUBSTRING "${sum}" 0 12 sum)
file(WRITE "${OUT}" "#define ZHIBIAO_RULES \"${sum}\"\n")
