import CCurl

/// An address on the web as libcurl reads it, so that what is checked is what is asked for.
final class TargetAddress {
    let handle: OpaquePointer

    /// - Throws: ``WebFailure/addressInvalid``.
    init(_ text: String) throws(WebFailure) {
        guard let handle = curl_url() else { throw .notConnected }
        self.handle = handle
        try follow(text)
    }

    deinit { curl_url_cleanup(handle) }

    /// Goes on to where a redirect leads, which may be relative to the present address.
    ///
    /// - Throws: ``WebFailure/addressInvalid``.
    func follow(_ location: String) throws(WebFailure) {
        guard !location.utf8.contains(0), location.utf8.count <= 8192,
            curl_url_set(handle, CURLUPART_URL, location, UInt32(CURLU_URLENCODE)) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME), ["http", "https"].contains(scheme.lowercased()),
            part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil, part(CURLUPART_HOST) != nil
        else { throw .addressInvalid }
    }

    /// A name, an IPv4 address in dotted form, or an IPv6 address in brackets.
    var host: String? { part(CURLUPART_HOST) }

    var text: String { part(CURLUPART_URL) ?? "" }

    private func part(_ what: CURLUPart) -> String? {
        var found: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, what, &found, 0) == CURLUE_OK, let found else { return nil }
        defer { curl_free(found) }
        return String(cString: found)
    }
}
