"""Does a heading stand over nothing?"""

from koetsu import Diagnostics, Document, Message, Options, Rule, Section, excerpt
from koetsu_rules.headings.outline import is_inside_html

_NO_CONTENT = frozenset({"thematic_break", "comment", "attribute_list", "marker", "conflict"})


class EmptySection(Rule[Options]):
    """A heading with nothing under it, not even a deeper heading."""

    code = "HD008"
    severity = "info"
    message = Message(
        ja="見出し{heading:quote}の下に何もありません。本文を書くか、見出しを消してください。",
        en="Nothing stands under the heading {heading:quote}: write the section, or remove the heading.",
    )
    messages = {
        "level": Message(
            ja="見出し{heading:quote}の下に何もなく、同じ段の見出しが続きます。"
            "次の見出しがこの下の節なら一段下げ、そうでなければ本文を書くか、この見出しを消してください。",
            en="Nothing stands under the heading {heading:quote} before the next of the same level: lower that one if"
            " it belongs under this, otherwise write the section or remove the heading.",
        ),
        "next": Message(ja="次の見出しです。", en="The next heading."),
    }

    def check(self, document: Document) -> Diagnostics:
        for section in document.sections.walk():
            heading = section.heading
            if heading is None or not heading.text or not _is_empty(section) or is_inside_html(document, heading):
                continue
            following = section.blocks[-1].next if section.blocks else heading.next
            text = excerpt(document.source[heading.text_span])
            if following is not None and following.level == heading.level:
                yield self.report(heading, "level", related=[self.note(following, "next")], heading=text)
            else:
                yield self.report(heading, heading=text)


def _is_empty(section: Section) -> bool:
    return not section.sections and all(block.kind in _NO_CONTENT for block in section.blocks)
