extension MarkdownSetting {
    /// Sets an image of the site's own within its line, and any other as its alternative text: an image from elsewhere
    /// would tell that site who reads this one.
    mutating func setImage(_ address: String) {
        let end = end(ofElementAt: position)
        let matter = matter
        let alternative = matter.plainText(of: events[position...end])
        if !matter.setImage(at: address, alternative: alternative, in: &self) { output.text(alternative) }
        position = end
    }

    /// Sets a paragraph that is nothing but an image as a figure.
    ///
    /// - Returns: Whether it was one; the position is then at its end.
    mutating func setFigure() -> Bool {
        guard position + 1 < events.count, case .open(.image(let address, let title)) = events[position + 1] else {
            return false
        }
        let end = end(ofElementAt: position + 1)
        guard end + 1 < events.count, events[end + 1] == .close(.paragraph) else { return false }
        let matter = matter
        let alternative = matter.plainText(of: events[position + 1...end])
        guard matter.setFigure(at: address, alternative: alternative, caption: title, in: &self) else { return false }
        position = end + 1
        return true
    }
}
