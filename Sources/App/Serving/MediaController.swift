import HTTPSupport
import HTTPTypes
import Hummingbird
import Pictures

/// Answers with the files of images, read from the disk in pieces as the client takes them, and never kept in memory.
struct MediaController: Sendable {
    let folder: MediaFolder
    private let files = FileIO()

    init(folder: MediaFolder) { self.folder = folder }

    /// - Throws: `HTTPError` of status 404 when there is no such file for readers.
    func response(to name: String, _ request: Request, _ context: ReaderContext) async throws -> Response {
        guard let name = MediaName(name), let mediaType = name.format.mediaType else { throw HTTPError(.notFound) }
        // What bears this name can only ever be these bytes, so nobody needs to look whether it is the same.
        let entityTag = "\"\(name.digest)\""
        var headers: HTTPFields = [
            .contentType: mediaType, .cacheControl: "public, max-age=31536000, immutable", .eTag: entityTag,
        ]
        if let known = request.headers[.ifNoneMatch], EntityTags.list(known, contains: entityTag) {
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        let body = try await files.loadFile(path: folder.path(of: name), context: context)
        var response = Response(status: .ok, headers: headers, body: body)
        SecurityHeaders.apply(to: &response)
        return response
    }
}
