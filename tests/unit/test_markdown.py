"""Markdown becomes HTML that can do no harm, text without mark-up, and the ids of those whom it mentions."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some
from kit.errors import Invalid
from kit.markdown import ATTRIBUTES, OUR_FILES, TAGS, named, nameless, render

quick = effort(max_examples=80, deadline=None)

ATTACKS = [
    "<script>steal()</script>",
    "<img src=x onerror=steal()>",
    "<svg/onload=steal()>",
    "<svg><animate onbegin=steal() attributeName=x dur=1s>",
    "<iframe srcdoc='<script>steal()</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=steal()>",
    "<a href='jav&#x09;ascript:steal()'>x</a>",
    "<noscript><p title='</noscript><img src=x onerror=steal()>'>",
    "<details open ontoggle=steal()>",
    "<body onload=steal()>",
    "<style>@import 'https://elsewhere.example/x.css';</style>",
    "<form action=https://elsewhere.example><button>x</button></form>",
    "<base href=https://elsewhere.example>",
    "<!--><img src=x onerror=steal()>-->",
    "<a\x00href=javascript:steal()>x</a>",
    "[x](javascript:steal())",
    "[x](JaVaScRiPt:steal())",
    "[x](javascript&colon;steal())",
    "[x](java\nscript:steal())",
    "[x](\x01javascript:steal())",
    "[x](&#106;avascript:steal())",
    "[x](vbscript:steal())",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "<javascript:steal()>",
    "[x]: javascript:steal()\n[x]",
    '[x](https://ici.example "onmouseover=steal()")',
    '[x](https://ici.example"onmouseover="steal())',
    '![x" onerror="steal()](/files/abc)',
    '![x](/files/abc" onerror="steal())',
    "![x](javascript:steal())",
    "![x](https://elsewhere.example/pixel.gif)",
    "![x](//elsewhere.example/pixel.gif)",
    "![x](/files/../../api/enrolment/people)",
    "![x][y]\n\n[y]: https://elsewhere.example/pixel.gif",
    "`<script>steal()</script>`",
    '```"><script>steal()</script>\nx\n```',
    "|<img src=x onerror=steal()>|\n|-|\n|<script>steal()</script>|",
    "@[<script>steal()</script>](anna)",
    '@[x](anna" onmouseover="steal())',
    "https://ici.example/<script>steal()</script>",
    "https://ici.example/'onmouseover='steal()",
    "javascript://ici.example/%0Asteal()",
    "&lt;script&gt;steal()&lt;/script&gt;",
    "\\<script>steal()\\</script>",
    "<ScRiPt >steal()</sCrIpT>",
    "[x](<javascript:steal()>)",
    "[![x](https://elsewhere.example/a.png)](javascript:steal())",
]


class Inspector(HTMLParser):
    """Reads HTML as a browser would, and notes whatever the allow list lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            self._inspect(tag, name, value or "")

    def _inspect(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()):
            self.wrong.append(f"<{tag} {name}>")
        if name == "src" and not OUR_FILES.fullmatch(value):
            self.wrong.append(f"a picture from {value}")
        if name == "href" and not re.match(r"(https?:|mailto:|[^:]*$|[/#?])", value):
            self.wrong.append(f"a link to {value}")
        if name == "rel" and value != "nofollow noopener":
            self.wrong.append(f"rel={value}")


def harm(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.wrong


def test_the_inspector_sees_what_is_wrong() -> None:
    assert harm("<p>bien</p>") == []
    for bad in ("<script>", "<p onclick=x>", "<img src=//e.example/x>", "<a href=javascript:x>"):
        assert harm(bad) != [], bad


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "> {}", "- {}", "**{}**", "# {}", "| {} |\n|-|\n| {} |"])
def test_no_known_attack_comes_through(attack: str, around: str) -> None:
    assert harm(render(around.replace("{}", attack)).html) == []


@quick
@given(some.text(max_size=120))
def test_nothing_that_can_be_typed_does_harm(text: str) -> None:
    assert harm(render(text).html) == []


pieces = some.lists(
    some.sampled_from([*ATTACKS, *"[]()<>!@*_`~|#&\"'\\:/", "\n", "  ", "javascript:", "mots"]), max_size=12
)


@quick
@given(pieces)
def test_nor_does_any_mixture_of_attacks(mixed: list[str]) -> None:
    assert harm(render("".join(mixed)).html) == []


def test_it_says_what_commonmark_says_and_a_little_more() -> None:
    html = render("# Titre\n\nUn **mot** et ~~pas~~ www.exemple.fr\n\n| a |\n|---|\n| b |").html
    assert "<h2>Titre</h2>" in html
    assert "<strong>mot</strong> et <s>pas</s>" in html
    assert '<a href="http://www.exemple.fr" rel="nofollow noopener">www.exemple.fr</a>' in html
    assert "<td>b</td>" in html


def test_headings_begin_below_that_of_the_page_however_large_they_were_typed() -> None:
    assert render("### Un\n\n##### Deux\n\n### Trois").html.split("\n")[:3] == [
        "<h2>Un</h2>",
        "<h3>Deux</h3>",
        "<h2>Trois</h2>",
    ]
    assert "<h4>Un</h4>" in render("# Un", top=4).html


def test_words_stay_as_they_were_typed() -> None:
    assert render('« Déjà ? » -- ... (c) "oui"').text == '« Déjà ? » -- ... (c) "oui"'


def test_pictures_of_ours_are_shown_and_those_from_elsewhere_are_links() -> None:
    assert '<img src="/files/abc" alt="le plan"' in render("![le plan](/files/abc)").html
    assert render("![le plan](https://ailleurs.example/a.png)").html == (
        '<p><a href="https://ailleurs.example/a.png" rel="nofollow noopener">le plan</a></p>\n'
    )


def test_people_are_mentioned_by_their_id_and_shown_by_their_name() -> None:
    rendered = render("Merci @[Anna](anna-1), et @[Anna](anna-1) ! `@[Boris](boris)`")
    assert rendered.mentions == ("anna-1",)
    assert "@Anna &amp; Co<" in named(rendered.html, {"anna-1": "Anna & Co"})
    assert "Anna" not in render(nameless("Merci @[Anna](anna-1)")).html
    assert nameless("@[Anna](anna-1)") == "@[](anna-1)"


def test_more_than_twenty_people_cannot_be_mentioned_and_that_is_found_out_quickly() -> None:
    assert len(render(" ".join(f"@[x](p{number})" for number in range(20))).mentions) == 20
    crowd = " ".join(f"@[x](p{number})" for number in range(10_000))
    began = time.process_time()
    with pytest.raises(Invalid) as refused:
        render(crowd)
    assert time.process_time() - began < 0.5
    assert refused.value.extra["errors"].keys() == {"body"}


@pytest.mark.parametrize(
    "piece", ["[", "![", "@[", "*a ", "> ", "`a", "[a](", "http://a", "www.", "a@b.fr ", "<a ", "|a"]
)
def test_the_most_tedious_text_takes_a_moment_only(piece: str) -> None:
    began = time.process_time()
    render((piece * 20_000)[:20_000])
    assert time.process_time() - began < 3


def test_plain_text_has_the_words_and_no_mark_up() -> None:
    assert render("# Un\n\n- *deux* [trois](https://x.example)\n- `quatre`\n\ncinq\nsix").text == (
        "Un\n\ndeux trois\n\nquatre\n\ncinq\nsix"
    )
