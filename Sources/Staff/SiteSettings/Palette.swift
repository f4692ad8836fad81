/// The colours of the site in one of its two lights.
package struct Palette: Sendable, Hashable {
    package let paper: Colour
    package let ink: Colour
    package let accent: Colour

    package init(paper: Colour, ink: Colour, accent: Colour) {
        self.paper = paper
        self.ink = ink
        self.accent = accent
    }

    /// What links and text need against the background: WCAG 2.2, AA for links and AAA for text.
    package static let leastForLinks = 4.5
    package static let leastForText = 7.0

    /// A quieter text than the ink that can still be read: as near to the paper as 4.5 allows, but no nearer than a third.
    package var muted: Colour {
        for part in stride(from: 0.33, to: 0, by: -0.03) {
            let colour = ink.mixed(with: paper, part)
            if colour.contrast(with: paper) >= Self.leastForLinks { return colour }
        }
        return ink
    }

    /// Hairlines.
    package var rule: Colour { paper.mixed(with: ink, 0.2) }
}
