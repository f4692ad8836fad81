import Kernel
import Markup

/// The HTML of what earns in a mail: styles within the elements, since a mail has no stylesheet that every program takes, with the
/// classes by which the mail’s own style sheet recolours it on dark screens.
enum LetterMarkup {
    private static let sans = "font-family:Helvetica,Arial,sans-serif;"

    /// A paragraph of a mail, in the place that it has for it.
    static func disclosure(heading: String, sentences: String) -> [UInt8] {
        var html = HTMLWriter()
        html.raw(
            """
            <div style="padding:14px 0 0;"><p class="m-soft m-line" style="margin:0;padding:8px 0;border-top:1px solid #d5cfc2;\
            border-bottom:1px solid #d5cfc2;\(sans)font-size:13px;line-height:19px;color:#5d5850;"><strong>
            """.utf8)
        html.text(heading)
        html.raw("</strong> ")
        html.text(sentences)
        html.raw("</p></div>")
        return html.bytes
    }

    /// A labelled advertisement.
    ///
    /// - Parameters:
    ///   - address: Absolute.
    ///   - why: Where it is said why it stands there; `nil` for one of the site’s own.
    static func offer(
        _ headline: String, _ text: String, leadingTo address: String, why: String?
    ) -> LetterFills.Words {
        var html = HTMLWriter()
        html.raw(
            """
            <div style="padding:24px 0 0;"><table role="presentation" class="m-line" width="100%" cellpadding="0" \
            cellspacing="0" border="0" style="border:1px solid #d5cfc2;"><tr><td style="padding:10px 14px 14px;" align="left">\
            <p class="m-soft" style="margin:0;\(sans)font-size:13px;line-height:19px;color:#5d5850;">Advertisement
            """.utf8)
        if let why {
            html.raw(" &#183; ")
            html.anchor(why, "color:#5d5850;text-decoration:underline;", "Why this ad?")
        }
        html.raw(
            """
            </p><p class="m-ink" style="margin:4px 0 0;\(sans)font-size:16px;line-height:23px;font-weight:bold;">
            """.utf8)
        html.anchor(
            address, "color:#94200f;text-decoration:underline;", headline,
            rel: why == nil ? nil : "sponsored nofollow noopener")
        html.raw(
            "</p><p class=\"m-ink\" style=\"margin:2px 0 0;\(sans)font-size:15px;line-height:22px;color:#1c1a17;\">"
                .utf8)
        html.text(text)
        html.raw("</p></td></tr></table></div>")
        let lines =
            [rule, "Advertisement", headline, text, address] + (why.map { ["Why this ad?", $0] } ?? []) + [rule]
        return LetterFills.Words(
            html: String(decoding: html.bytes, as: UTF8.self), text: lines.joined(separator: "\n"))
    }

    /// Sets an advertisement off in a plain text.
    private static let rule = String(repeating: "-", count: 40)

    /// What stands after a link that earns.
    static func mark(_ words: String) -> LetterFills.Words {
        var html = HTMLWriter()
        html.raw(" <span class=\"m-soft\" style=\"\(sans)font-size:13px;color:#5d5850;\">".utf8)
        html.text(words)
        html.raw("</span>")
        return LetterFills.Words(html: String(decoding: html.bytes, as: UTF8.self), text: " \(words)")
    }

    /// What stands before the title of an article that is an advertisement as a whole.
    static func label(_ word: String) -> LetterFills.Words {
        var html = HTMLWriter()
        html.raw(
            "<span class=\"m-soft m-line\" style=\"border:1px solid #5d5850;padding:0 4px;\(sans)font-size:12px;\">"
                .utf8)
        html.text(word)
        html.raw("</span> ")
        return LetterFills.Words(html: String(decoding: html.bytes, as: UTF8.self), text: "\(word): ")
    }
}

extension HTMLWriter {
    fileprivate mutating func anchor(_ address: String, _ style: String, _ words: String, rel: String? = nil) {
        raw("<a href=\"")
        attributeText(address)
        if let rel { raw("\" rel=\"\(rel)".utf8) }
        raw("\" style=\"\(style)\">".utf8)
        text(words)
        raw("</a>")
    }
}
