// Swift calls no functions with a variable number of arguments, so libcurl's are given a fixed one here.

#pragma once

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static inline CURLcode masthead_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode masthead_curl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

static inline CURLcode masthead_curl_set_pointer(CURL *handle, CURLoption option, void *pointer) {
    return curl_easy_setopt(handle, option, pointer);
}

static inline CURLcode masthead_curl_set_address(CURL *handle, CURLU *address) {
    return curl_easy_setopt(handle, CURLOPT_CURLU, address);
}

static inline CURLcode masthead_curl_set_receiver(CURL *handle, CURLoption option, curl_write_callback receiver) {
    return curl_easy_setopt(handle, option, receiver);
}

static inline CURLcode masthead_curl_set_opener(CURL *handle, curl_opensocket_callback opener) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, opener);
}

static inline long masthead_curl_status(CURL *handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

// In seconds; 0 when the answer asks for none.
static inline long long masthead_curl_retry_after(CURL *handle) {
    curl_off_t seconds = 0;
    curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &seconds);
    return seconds;
}

// The value of the last answer's field, or NULL.
static inline const char *masthead_curl_header(CURL *handle, const char *name) {
    struct curl_header *header = NULL;
    return curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
}

// Copies the bytes of a network address, in network order, to `bytes`, which has room for 16.
// Returns 4 or 16, or 0 for what is neither IPv4 nor IPv6.
static inline int masthead_curl_address(const struct curl_sockaddr *peer, unsigned char *bytes) {
    switch (peer->family) {
    case AF_INET:
        memcpy(bytes, &((const struct sockaddr_in *)&peer->addr)->sin_addr, 4);
        return 4;
    case AF_INET6:
        memcpy(bytes, &((const struct sockaddr_in6 *)&peer->addr)->sin6_addr, 16);
        return 16;
    default:
        return 0;
    }
}

static inline curl_socket_t masthead_curl_socket(const struct curl_sockaddr *peer) {
    return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

// How many connections the last transfer had to open.
static inline long masthead_curl_connections(CURL *handle) {
    long count = 0;
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &count);
    return count;
}
