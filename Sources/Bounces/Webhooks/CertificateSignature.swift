import COpenSSL

/// Signatures of RSA (PKCS #1 v1.5) that were made with the key of a certificate.
enum CertificateSignature {
    /// - Parameters:
    ///   - certificate: In PEM (RFC 7468), within its time.
    ///   - isOfSHA256: Otherwise SHA-1, which SNS still uses where nobody has chosen.
    static func isValid(_ signature: [UInt8], of bytes: [UInt8], certificate: [UInt8], isOfSHA256: Bool) -> Bool {
        certificate.withUnsafeBytes { certificate in
            bytes.withUnsafeBytes { bytes in
                signature.withUnsafeBytes { signature in
                    masthead_is_signed(
                        certificate.baseAddress, Int32(clamping: certificate.count), bytes.baseAddress, bytes.count,
                        signature.baseAddress, signature.count, isOfSHA256 ? 1 : 0) == 1
                }
            }
        }
    }
}
