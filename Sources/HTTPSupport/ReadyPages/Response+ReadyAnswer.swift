import HTTPTypes
package import Hummingbird
import NIOCore

extension Response {
    /// Puts a ready answer into the form that the router answers in.
    package static func composed(_ answer: ReadyAnswer) -> Response {
        var headers = HTTPFields()
        for line in String(buffer: answer.fields).split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else { continue }
            headers[name] = String(parts[1].drop { $0 == " " })
        }
        switch answer.status {
        case .ok: return Response(status: .ok, headers: headers, body: .init(contentsOf: answer.body))
        case .found: return Response(status: .found, headers: headers)
        case .notModified: return Response(status: .notModified, headers: headers)
        }
    }
}
