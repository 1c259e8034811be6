"""What two texts have in common whatever their spelling: folded words and their stems, in French and in English.

One field of stems with a multikey index finds texts on every engine. A text does not say its language, and people mix
them; so every word passes through both stemmers, English first (French first parts twice as many pairs of the kind of
city and cities). What is folded before it is stemmed is found by those who type without accents, too.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from threading import Lock

import snowballstemmer

APOSTROPHES = dict.fromkeys(map(ord, "’ʼʹ‘`´＇"), "'")
LIGATURES = {ord("œ"): "oe", ord("æ"): "ae", ord("ø"): "o", ord("đ"): "d", ord("ł"): "l"}
SAME = APOSTROPHES | LIGATURES
ELIDED = {"c", "d", "j", "l", "m", "n", "qu", "s", "t", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu"}
CONTRACTED = {"d", "ll", "m", "re", "s", "t", "ve"}
LONGEST = 40
"""Letters of a word; the rest of a longer one (an address, a key) is cut."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LISTED = """
a ai as au aux avait avec avez avons ca ce cela ces cet cette ceux chez comme dans de des donc du elle elles en es
est et eu eux fait faut il ils je la le les leur leurs lui ma mais me meme mes moi mon ne nos notre nous on ont or
ou par pas peu peut plus pour qu quand que quel quelle quelles quels qui quoi sa sans se ses si soi soit son sont
suis sur ta te tes toi ton tous tout toute toutes tres tu un une va vers vos votre vous y about all am an and any
are aren at be been but by can could couldn did didn do does doesn don for from get had has hasn have haven he her
him his how i if in into is isn it its just me more my no not of or our out she should shouldn so some than that the
their them then there these they this to too up us very was wasn we were weren what when which who why will with won
would wouldn you your
"""
FUNCTION_WORDS = frozenset(_LISTED.split())
"""Words that say how a sentence is built, not what it is about, folded."""

IRREGULAR = {"elue": "elu", "elues": "elu", "elus": "elu", "hopitaux": "hopital", "travaux": "travail"}
IRREGULAR |= {"nouvelle": "nouveau", "nouvelles": "nouveau", "nouveaux": "nouveau", "nouvel": "nouveau"}
IRREGULAR |= {"jeux": "jeu", "enjeux": "enjeu", "lieux": "lieu", "milieux": "milieu", "voeux": "voeu"}
"""Common words of public service that neither stemmer brings together."""

_french, _english = snowballstemmer.stemmer("french"), snowballstemmer.stemmer("english")
_one_at_a_time = Lock()  # a stemmer keeps the word it works on in itself


def fold(text: str) -> str:
    """The text without case, accents, ligatures and curly apostrophes: `L’Œuvre Éphémère` is `l'oeuvre ephemere`."""
    plain = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()  # ℡ hides capitals, casefold accents
    letters = unicodedata.normalize("NFKD", plain)
    accents = [letter for letter in set(letters) if unicodedata.combining(letter)]
    return letters.translate(SAME | dict.fromkeys(map(ord, accents)))


def words(text: str) -> Iterator[str]:
    """The folded words of a text in their order, without what French elides (`l'`) and English contracts (`'s`)."""
    for word in _WORD.findall(fold(text)):
        yield (_bare(word) if "'" in word else word)[:LONGEST]


def is_about_something(word: str) -> bool:
    """Whether a folded word is worth finding or counting: neither a function word nor a single letter."""
    return word not in FUNCTION_WORDS and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a folded word shares with its plurals and its conjugated forms; not a word to show to anybody."""
    with _one_at_a_time:
        stemmed = _french.stemWord(_english.stemWord(IRREGULAR.get(word, word)))
    return stemmed[:-1] if stemmed[-2:-1] == stemmed[-1:] and len(stemmed) > 3 else stemmed  # travaill(é), travail(ler)


def stems(text: str, most: int = 1_000) -> list[str]:
    """The different stems of what a text is about, in their order, at most so many."""
    distinct = dict.fromkeys(word for word in words(text) if is_about_something(word))
    return list(islice(dict.fromkeys(map(stem, distinct)), most))


def _bare(word: str) -> str:
    first, *more = word.split("'")
    while more and first in ELIDED:
        first, *more = more
    if more and more[-1] in CONTRACTED:
        more.pop()
    return first + "".join(more)
