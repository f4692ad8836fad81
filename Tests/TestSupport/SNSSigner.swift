import COpenSSL
import Testing

/// A key with a certificate of its own, as Amazon’s would be.
package final class SNSSigner {
    /// In PEM.
    package let certificate: [UInt8]
    private let key: OpaquePointer

    /// - Parameters:
    ///   - start: From when its certificate is valid, in seconds from now.
    ///   - end: Until when.
    package init(validFrom start: Int = -3600, to end: Int = 3600) throws {
        key = try #require(masthead_make_rsa(2048))
        let certificate = try #require(X509_new())
        defer { X509_free(certificate) }
        X509_gmtime_adj(X509_getm_notBefore(certificate), start)
        X509_gmtime_adj(X509_getm_notAfter(certificate), end)
        X509_set_pubkey(certificate, key)
        try #require(X509_sign(certificate, key, EVP_sha256()) > 0)
        let bio = try #require(BIO_new(BIO_s_mem()))
        defer { BIO_free(bio) }
        try #require(PEM_write_bio_X509(bio, certificate) == 1)
        var data: UnsafePointer<CChar>?
        let length = masthead_bio_data(bio, &data)
        self.certificate = Array(UnsafeRawBufferPointer(start: try #require(data), count: length))
    }

    deinit { EVP_PKEY_free(key) }

    package func signature(of text: String, sha256: Bool) throws -> [UInt8] {
        let context = try #require(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        let bytes = Array(text.utf8)
        try #require(EVP_DigestSignInit(context, nil, sha256 ? EVP_sha256() : EVP_sha1(), nil, key) == 1)
        var length = Int(EVP_PKEY_get_size(key))
        var signature = [UInt8](repeating: 0, count: length)
        try #require(EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1)
        return Array(signature.prefix(length))
    }
}
