/// What the clipboard holds after copying from a program, as that program writes it.
enum PastedDocuments {
    /// Microsoft Word for Windows: styles for everything, lists of paragraphs, markers in the text, conditional comments.
    static let word = #"""
        <html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"
        xmlns="http://www.w3.org/TR/REC-html40">
        <head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
        <link rel=File-List href="file:///C:/Users/ann/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
        <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->
        <style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
        <body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
        <h1>How deep it is<o:p></o:p></h1>
        <p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Nobody</b> knew <i style='mso-bidi-font-style:normal'>exactly</i>,
        until <span style='font-weight:bold'>sonar</span> came.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"
        title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
        class=MsoFootnoteReference><span style='font-size:11.0pt;mso-ansi-language:EN-GB'>[1]</span></span><![endif]></span></span></a><o:p>&nbsp;</o:p></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p>
        <h2>What is needed</h2>
        <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
        style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;
        </span></span></span><![endif]>A ship<o:p></o:p></p>
        <p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
        style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>with
        a crew<o:p></o:p></p>
        <p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
        style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>A line<o:p></o:p></p>
        <p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
        style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Sail<o:p></o:p></p>
        <p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
        style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Sound<o:p></o:p></p>
        <table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0><tr style='mso-yfti-irow:0'>
        <td width=200 valign=top><p class=MsoNormal><b>Place<o:p></o:p></b></p></td>
        <td width=200 valign=top><p class=MsoNormal align=right style='text-align:right'><b>Depth<o:p></o:p></b></p></td></tr>
        <tr><td><p class=MsoNormal>Challenger Deep</p></td><td><p class=MsoNormal align=right style='text-align:right'>10,935 m</p></td></tr></table>
        <p class=MsoQuote>It is dark down there.</p>
        <p class=MsoNormal><span style='mso-hide:all'>secret</span>See <a href="https://sea.example/deep?utm_source=word&amp;page=2">the
        report</a>.<o:p></o:p></p>
        <div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
        <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1"
        name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Sounded by <i>HMS Challenger</i>.<o:p></o:p></p></div></div>
        <!--EndFragment--></body></html>
        """#

    static let wordMarkdown = #"""
        ## How deep it is

        **Nobody** knew *exactly*, until **sonar** came.[^1]

        ### What is needed

        - A ship
          - with a crew
        - A line

        1. Sail
        2. Sound

        | **Place** | **Depth** |
        | --- | --: |
        | Challenger Deep | 10,935 m |

        > It is dark down there.

        See [the report](https://sea.example/deep?page=2).

        [^1]: Sounded by *HMS Challenger*.
        """#

    /// Google Docs: a bold wrapper that isn't bold, emphasis in spans, lists beside their items, links through a counter.
    static let googleDocs = #"""
        <meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f2e3d4c-7fff-aaaa"><h2 dir="ltr"
        style="line-height:1.38;margin-top:18pt;"><span style="font-size:16pt;font-family:Arial,sans-serif;font-weight:400;">What
        it costs</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;">Tea is </span><span
        style="font-size:11pt;font-weight:700;">cheap</span><span style="font-size:11pt;font-weight:400;"> and </span><span
        style="font-size:11pt;font-weight:700;font-style:italic;">very good</span><span style="font-size:11pt;">, says </span><a
        href="https://www.google.com/url?q=https://tea.example/prices?fbclid%3Dabc%26year%3D2026&amp;sa=D&amp;source=editors&amp;ust=17"
        style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">a list</span></a><span
        style="font-weight:400;text-decoration:line-through;">wrong</span><span>.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><br><ul
        style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span
        style="font-weight:400;">Black</span></p></li><ul><li dir="ltr" style="list-style-type:circle;" aria-level="2"><p dir="ltr"
        role="presentation"><span>Assam</span></p></li></ul><li dir="ltr"><p dir="ltr" role="presentation"><span>Green</span></p></li></ul><p
        dir="ltr"><span style="font-family:'Courier New',monospace;">tea --hot</span></p><hr><div><p><a href="#ftnt_ref1"
        id="ftnt1">[1]</a><span>&nbsp;In <b>2026</b>.</span></p></div></b><br class="Apple-interchange-newline">
        """#

    static let googleDocsMarkdown = #"""
        ## What it costs

        Tea is **cheap** and ***very good***, says [a list](https://tea.example/prices?year=2026)~~wrong~~.[^1]

        - Black
          - Assam
        - Green

        `tea --hot`

        [^1]: In **2026**.
        """#

    /// LibreOffice Writer: old elements for fonts, and footnotes with two names.
    static let libreOffice = #"""
        <!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
        <meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><style type="text/css">p { line-height: 115% }</style></head>
        <body lang="en-GB" dir="ltr"><h1 class="western">The <font color="#000000">Moon</font></h1>
        <p style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt"><b>Far</b>
        away, <span style="font-style: italic">always</span>.<a class="sdfootnoteanc" name="sdfootnote1anc"
        href="#sdfootnote1sym"><sup>1</sup></a> Water is H<sub>2</sub>O, an area m<sup>2</sup>.</font></font></p>
        <p><br/></p>
        <ol start="3"><li><p style="margin-bottom: 0cm">Wait</p></li><li><p>Look up</p></li></ol>
        <table width="100%" cellpadding="4" cellspacing="0"><col width="128*"/><col width="128*"/><tr valign="top">
        <th width="50%"><p>Name</p></th><th width="50%"><p>Note</p></th></tr><tr valign="top"><td><p>Luna|2</p></td>
        <td><p>first<br/>there</p></td></tr></table>
        <p>A line<br/>and another.</p>
        <div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym"
        href="#sdfootnote1anc">1</a> On average.</p></div></body></html>
        """#

    static let libreOfficeMarkdown = #"""
        ## The Moon

        **Far** away, *always*.[^1] Water is H₂O, an area m².

        3. Wait
        4. Look up

        | Name | Note |
        | --- | --- |
        | Luna\|2 | first there |

        A line\
        and another.

        [^1]: On average.
        """#

    /// A web page: navigation aside, what is copied has wrappers, code, images, tracking, references without their notes.
    static let webPage = #"""
        <meta charset='utf-8'><div class="post" onclick="alert(1)"><h2 id="tides">Why <em>tides</em> turn <a class="anchor"
        href="#tides" aria-hidden="true">#</a></h2><script>document.cookie</script><style>p{color:red}</style>
        <!-- a comment --><p>The <strong>Moon </strong>pulls,<sup id="cite_ref-1" class="reference"><a
        href="https://en.example/wiki/Tide#cite_note-1">[1]</a></sup> and so does <a
        href="https://en.example/wiki/Sun_(star)?utm_medium=x&amp;utm_campaign=y#Mass">the Sun</a>;
        <a href="javascript:alert(1)">never</a> <a href="https://bare.example/">https://bare.example/</a>.</p>
        <figure><img src="https://elsewhere.example/tide.jpg" alt="A beach at low tide" width="1" height="1"><figcaption>Low
        tide.</figcaption></figure><img src="https://track.example/pixel.gif"><blockquote><p>Time and tide</p><p>wait for
        no man.</p></blockquote><p>Use <code>let x = `1`</code>:</p><pre><code class="language-swift hljs"><span
        class="hljs-keyword">let</span> tide = "high"
        // ```
        </code></pre><p style="display:none">hidden</p><p>5 * 3 &lt;b&gt; is_not snake_case, 1. not a list.</p><p># no heading</p><p>1. no
        list</p><p>&amp;amp; stays</p><iframe src="https://ads.example/"></iframe><form><input value="x"><button>Send</button></form></div>
        """#

    static let webPageMarkdown = ##"""
        ## Why *tides* turn

        The **Moon** pulls, and so does [the Sun](https://en.example/wiki/Sun_%28star%29#Mass); never <https://bare.example/>.

        A beach at low tide

        Low tide.

        > Time and tide
        >
        > wait for no man.

        Use `` let x = `1` ``:

        ````swift
        let tide = "high"
        // ```
        ````

        5 * 3 \<b> is_not snake_case, 1. not a list.

        \# no heading

        1\. no list

        \&amp; stays
        """##
}
