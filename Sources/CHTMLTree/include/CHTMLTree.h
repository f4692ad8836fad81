#ifndef MASTHEAD_HTML_TREE_H
#define MASTHEAD_HTML_TREE_H

#include <gumbo.h>
#include <stddef.h>

/// A parsed HTML document, with all the memory that it takes.
struct masthead_html_tree;

/// Parses a document with gumbo within bounds.
///
/// Some documents make any HTML5 parser use far more memory or time than their length suggests (thousands of nested
/// or misnested elements), and gumbo asks no one before it does.
///
/// - Parameters:
///   - memory_limit: The most memory that the tree may take, in bytes.
///   - time_limit: The longest that parsing may take of a processor, in milliseconds.
/// - Returns: `NULL` when it reached a bound. Otherwise a tree to be freed by ``masthead_html_tree_free``, which refers to
///   `bytes` as long as it lives.
struct masthead_html_tree *masthead_html_tree_parse(
    const char *bytes, size_t length, size_t memory_limit, unsigned time_limit);

/// The document's outermost element.
const GumboNode *masthead_html_tree_root(const struct masthead_html_tree *tree);

void masthead_html_tree_free(struct masthead_html_tree *tree);

#endif
