// Of OpenSSL only what makes a signature: its RSA is the quickest there is on the machines that send much mail.

#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Swift sees no macros with arguments, so those that are needed are functions here.

static inline EVP_PKEY *masthead_make_rsa(unsigned int bits) { return EVP_RSA_gen(bits); }

static inline EVP_PKEY *masthead_make_ed25519(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"); }

static inline long masthead_bio_data(BIO *bio, const char **data) { return BIO_get_mem_data(bio, (char **)data); }

// Never asks a terminal for a pass phrase.
static inline int masthead_no_passphrase(char *buffer, int size, int writing, void *own) {
    (void)buffer;
    (void)size;
    (void)writing;
    (void)own;
    return -1;
}

static inline EVP_PKEY *masthead_read_key(const void *pem, int length) {
    BIO *bio = BIO_new_mem_buf(pem, length);
    if (bio == NULL) return NULL;
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, masthead_no_passphrase, NULL);
    BIO_free(bio);
    ERR_clear_error();
    return key;
}

static inline int masthead_is_rsa(const EVP_PKEY *key) { return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA; }

static inline int masthead_is_ed25519(const EVP_PKEY *key) { return EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519; }

// For any number of signatures with PKCS #1 v1.5 over SHA-256 digests, one after another; NULL on failure.
static inline EVP_PKEY_CTX *masthead_rsa_signing(EVP_PKEY *key) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    if (context != NULL && EVP_PKEY_sign_init(context) == 1
        && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        && EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1) return context;
    EVP_PKEY_CTX_free(context);
    return NULL;
}

// PureEdDSA over the digest, as RFC 8463 §3 has it. `signature` has room for `*length` bytes.
static inline int masthead_sign_ed25519(EVP_PKEY *key, const unsigned char *digest, unsigned char *signature, size_t *length) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL) return 0;
    int result = EVP_DigestSignInit(context, NULL, NULL, NULL, key);
    if (result == 1) result = EVP_DigestSign(context, signature, length, digest, 32);
    EVP_MD_CTX_free(context);
    return result;
}

// Whether RSA (PKCS #1 v1.5) with SHA-256, or with SHA-1, made this signature by the key of a certificate in PEM that is valid today.
static inline int masthead_is_signed(
    const void *pem, int pem_length, const void *bytes, size_t length, const void *signature, size_t signature_length,
    int is_sha256) {
    BIO *bio = BIO_new_mem_buf(pem, pem_length);
    if (bio == NULL) return 0;
    X509 *certificate = PEM_read_bio_X509(bio, NULL, masthead_no_passphrase, NULL);
    BIO_free(bio);
    int result = 0;
    if (certificate != NULL && X509_cmp_current_time(X509_get0_notBefore(certificate)) < 0
        && X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0) {
        EVP_PKEY *key = X509_get0_pubkey(certificate);
        EVP_MD_CTX *context = key != NULL && masthead_is_rsa(key) ? EVP_MD_CTX_new() : NULL;
        if (context != NULL) {
            result = EVP_DigestVerifyInit(context, NULL, is_sha256 ? EVP_sha256() : EVP_sha1(), NULL, key) == 1
                && EVP_DigestVerify(context, signature, signature_length, bytes, length) == 1;
            EVP_MD_CTX_free(context);
        }
    }
    X509_free(certificate);
    ERR_clear_error();
    return result;
}
