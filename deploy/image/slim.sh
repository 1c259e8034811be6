# What installed packages bring along and nothing here uses, removed while an image is built: slim.sh SITE-PACKAGES
set -e
cd "$1"

folder() { [ -d "$1" ]; }

# languages that no page is written in, and services of the cloud besides the storage of files
if folder babel; then find babel/locale-data -type f ! -name 'fr*' ! -name 'en*' ! -name 'root.dat' -delete; fi
if folder botocore; then
  find botocore/data -mindepth 1 -maxdepth 1 -type d ! -name 's3' ! -name 'sts' ! -name 'sso*' -exec rm -r {} +
fi

# hyphens of languages that no report is written in, and what makes or changes fonts where only parts of them are taken
if folder pyphen; then find pyphen/dictionaries -type f ! -name 'hyph_fr*' ! -name 'hyph_en*' -delete; fi
if folder fontTools; then
  rm -rf fontTools/voltLib fontTools/ufoLib fontTools/qu2cu fontTools/cu2qu fontTools/mtiLib fontTools/merge fontTools/svgLib \
    fontTools/t1Lib
fi

# pictures of a kind that nobody may upload
rm -f PIL/_avif*.so pillow.libs/libavif*

# colours for source code, which nothing here prints
rm -rf pygments

# the slow half of two implementations, and the tests of others
rm -f zstandard/_cffi*.so
rm -rf gevent/tests gevent/testing greenlet/tests icalendar/tests zope/interface/tests zope/event/tests

# sources in C of what is there compiled, and names that only a debugger reads
find . -type f \( -name '*.c' -o -name '*.h' -o -name '*.pyx' -o -name '*.pxd' \) -delete
find . -type f -name '*.so*' -exec strip --strip-unneeded {} +
