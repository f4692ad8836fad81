import COpenSSL
package import NIOSSL

/// A certificate that has signed itself, for 127.0.0.1, good for an hour.
package struct TestCertificate {
    /// In PEM, as the key is.
    package let certificate: [UInt8]
    package let key: [UInt8]

    enum Failure: Error { case notMade }

    /// - Parameter address: Of whom it is, as OpenSSL writes alternative names.
    package init(address: String = "IP:127.0.0.1") throws {
        guard let key = masthead_make_rsa(2048), let certificate = X509_new() else { throw Failure.notMade }
        defer {
            EVP_PKEY_free(key)
            X509_free(certificate)
        }
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1)
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600)
        X509_set_pubkey(certificate, key)
        let name = X509_get_subject_name(certificate)
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, "Masthead test", -1, -1, 0)
        X509_set_issuer_name(certificate, name)
        for (kind, value) in [(NID_subject_alt_name, address), (NID_basic_constraints, "critical,CA:TRUE")] {
            guard let field = X509V3_EXT_conf_nid(nil, nil, kind, value) else { throw Failure.notMade }
            X509_add_ext(certificate, field, -1)
            X509_EXTENSION_free(field)
        }
        guard X509_sign(certificate, key, EVP_sha256()) > 0 else { throw Failure.notMade }
        self.certificate = try Self.written { PEM_write_bio_X509($0, certificate) }
        self.key = try Self.written { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) }
    }

    package var serverContext: NIOSSLContext {
        get throws {
            let chain = try NIOSSLCertificate.fromPEMBytes(certificate).map { NIOSSLCertificateSource.certificate($0) }
            return try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: chain, privateKey: .privateKey(NIOSSLPrivateKey(bytes: key, format: .pem))))
        }
    }

    private static func written(_ write: (OpaquePointer) -> Int32) throws -> [UInt8] {
        guard let bio = BIO_new(BIO_s_mem()) else { throw Failure.notMade }
        defer { BIO_free(bio) }
        var data: UnsafePointer<CChar>?
        guard write(bio) == 1, case let length = masthead_bio_data(bio, &data), let data else { throw Failure.notMade }
        return Array(UnsafeRawBufferPointer(start: data, count: length))
    }
}
