# What installed packages bring along and nothing here uses, removed while an image is built: slim.sh SITE-PACKAGES
set -e
cd "$1"

folder() { [ -d "$1" ]; }

# languages that no page is written in, and services of the cloud besides the storage of files
if folder babel; then find babel/locale-data -type f ! -name 'fr*' ! -name 'en*' ! -name 'root.dat' -delete; fi
if folder botocore; then
  find botocore/data -mindepth 1 -maxdepth 1 -type d ! -name 's3' ! -name 'sts' ! -name 'sso*' -exec rm -r {} +
fi

# Arrow's own tests and headers, and the parts of it that write no Parquet
if folder pyarrow; then
  rm -r pyarrow/tests pyarrow/include pyarrow/src
  rm -f pyarrow/*flight* pyarrow/_substrait* pyarrow/_s3fs* pyarrow/_gcsfs* pyarrow/_azurefs* pyarrow/_hdfs* pyarrow/_orc* \
    pyarrow/libarrow_s3* pyarrow/_pyarrow_cpp_tests* pyarrow/_dataset_orc* pyarrow/*.pyx pyarrow/*.pxi \
    pyarrow/*.pxd
  # a wheel has no links: what is loaded is that of the major version, the others are the same again
  for one in pyarrow/*.so.*.*.*; do rm -f "$one" "${one%.so.*}.so"; done
fi

# hyphens of languages that no report is written in, and what makes or changes fonts where only parts of them are taken
if folder pyphen; then find pyphen/dictionaries -type f ! -name 'hyph_fr*' ! -name 'hyph_en*' -delete; fi
if folder fontTools; then
  rm -rf fontTools/voltLib fontTools/ufoLib fontTools/qu2cu fontTools/cu2qu fontTools/mtiLib fontTools/merge fontTools/svgLib \
    fontTools/t1Lib
fi

# colours for source code, which nothing here prints
rm -rf pygments

# the slow half of two implementations, and the tests of others
rm -f zstandard/_cffi*.so
rm -rf gevent/tests gevent/testing greenlet/tests icalendar/tests zope/interface/tests zope/event/tests
