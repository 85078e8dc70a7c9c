#!/bin/sh
# Folders: their .txt files in sorted order, hidden ones left alone, inner folders with -r only.
. "$(dirname "$0")/verdicts.inc"
mkdir -p texts/inner/deep texts/.hidden
for path in texts/b.txt texts/a.txt texts/c.md texts/.d.txt texts/inner/e.txt texts/inner/deep/f.txt texts/.hidden/g.txt
do
    echo '全市新建公厕12座。' >$path
done
ln -s .. texts/inner/circle

sources() { sed 's/^{"source":"\([^"]*\)".*/\1/' out | tr '\n' ' '; }
run extract texts
verdict "a folder's texts, sorted" [ "$(sources)" = "texts/a.txt texts/b.txt " ]
run extract texts/
verdict "a slash at the end" [ "$(sources)" = "texts/a.txt texts/b.txt " ]
run extract -r texts
verdict "recursive" [ "$(sources)" = "texts/a.txt texts/b.txt texts/inner/deep/f.txt texts/inner/e.txt " ]
verdict "a circle of links is no circle" ends 0
run extract texts/b.txt texts
verdict "paths in the order given" [ "$(sources)" = "texts/b.txt texts/a.txt texts/b.txt " ]
ln -s b.txt texts/link.txt
mkfifo texts/pipe.txt
run extract texts
verdict "links and pipes below a folder are left out" [ "$(sources)" = "texts/a.txt texts/b.txt " ]
verdict "and named" eval 'says "texts/link.txt: left out" && says "texts/pipe.txt: left out"'
run extract texts/link.txt
verdict "a link that is named is read" [ "$(sources)" = "texts/link.txt " ]
rm texts/link.txt texts/pipe.txt
mkdir outer && mv texts outer/
run extract outer
verdict "texts further in are hinted at" both 1 "--recursive"
run extract --format table -r outer
verdict "tables of several texts" [ "$(grep -c '^outer/texts/' out)" -eq 4 ]
conclude
