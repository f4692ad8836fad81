import HTTPTypes
package import Hummingbird
package import Kernel

/// What came with a request.
package struct ReceivedForm {
    package let form: FormBody
    package let files: [UploadedFile]
    package let body: [UInt8]
    package let mediaType: String
    package let wantsJSON: Bool
    /// What the form, or a script, shows to prove that the page was ours.
    package let token: String

    /// - Parameter takesFiles: Whether files are taken here, from whoever asks; otherwise a form with files is not read.
    /// - Throws: ``Problem`` of kind `tooLong`, or `invalid` when it is not a form.
    package init(_ request: Request, longest: Int, takesFiles: Bool = false) async throws {
        let accept = request.headers[.accept] ?? ""
        wantsJSON = accept.contains("application/json") && !accept.contains("text/html")
        mediaType = request.headers[.contentType].map { String($0.prefix { $0 != ";" }).lowercased() } ?? ""
        let holdsFiles = mediaType == "multipart/form-data"
        guard request.method == .post, takesFiles || !holdsFiles else {
            form = FormBody()
            files = []
            body = []
            token = ""
            return
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > longest {
            throw Self.tooLong(longest)
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: longest)
        } catch {
            throw Self.tooLong(longest)
        }
        let body = Array(buffer.readableBytesView)
        // Its files are the body.
        self.body = holdsFiles ? [] : body
        if holdsFiles {
            // One that cannot be read has no token, and is refused for that.
            let parts = try? MultipartBody(body, contentType: request.headers[.contentType] ?? "")
            form = parts?.form ?? FormBody()
            files = parts?.files ?? []
        } else {
            form = mediaType == "application/x-www-form-urlencoded" ? try FormBody(body) : FormBody()
            files = []
        }
        token = HTTPField.Name("X-Form-Token").flatMap { request.headers[$0] } ?? form["token"]
    }

    private static func tooLong(_ longest: Int) -> Problem {
        let size = longest >= 1 << 20 ? "\(longest >> 20) MB" : "\(longest >> 10) kB"
        return Problem(
            .tooLong, slug: "form-too-long", title: "That is too long",
            detail: "At most \(size) can be sent at once. Nothing was changed.")
    }
}

/// Refuses forms that another site has sent.
package enum SameOrigin {
    /// - Throws: ``Problem`` of kind `forbidden`.
    package static func require(_ request: Request) throws(Problem) {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
            guard site == "same-origin" || site == "none" else { throw refused }
        } else if let origin = request.headers[.origin] {
            let host = origin.split(separator: "/").last.map(String.init)
            guard host == request.head.authority else { throw refused }
        }
    }

    private static let refused = Problem(
        .forbidden, slug: "other-site", title: "That came from another site",
        detail: "Forms are only taken from this site’s own pages. Nothing was changed.")
}
