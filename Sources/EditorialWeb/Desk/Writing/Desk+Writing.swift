import Editorial
import HTTPSupport
import Kernel
import Markup

/// What helps while somebody writes.
extension Desk {
    /// What the checks find in the saved text, as the panel of the editor shows it.
    func findings(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        let list = FindingList(manuscript: manuscript, findings: try await findings(in: manuscript))
        var html = HTMLWriter()
        list.writeList(into: &html)
        return .json(
            .object([
                "findings": .integer(list.findings.count), "blocking": .integer(list.findings.blocking.count),
                "html": .string(String(decoding: html.bytes, as: UTF8.self)),
            ]))
    }

    /// Turns what was copied elsewhere into Markdown; nothing of it is kept.
    func paste(_ request: StaffRequest) async throws -> StaffAnswer {
        let firstNote = request.query["note"].flatMap { Int($0) } ?? 1
        do throws(PasteRefusal) {
            return .json(.object(["markdown": .string(try PastedHTML(request.body, firstNote: firstNote).markdown)]))
        } catch {
            throw error.problem
        }
    }

    /// What the checks find, unless the manuscript is past them.
    func findings(in manuscript: Manuscript) async throws -> [Finding] {
        guard FindingList.applies(to: manuscript.state) else { return [] }
        return try await manuscripts.findings(in: manuscript)
    }
}

extension PasteRefusal {
    /// As it is told to the person.
    fileprivate var problem: Problem {
        let detail =
            switch self {
            case .tooLong: "It is longer than \(PastedHTML.longest >> 20) MB. Paste it in parts, or the words alone."
            case .tooTangled: "Its structure is too tangled to be taken apart. Paste the words alone."
            }
        return Problem(.invalid, slug: "paste-refused", title: "It was not turned into Markdown", detail: detail)
    }
}
