#ifndef MASTHEAD_EXAMPLE_SITE_H
#define MASTHEAD_EXAMPLE_SITE_H

#include <stddef.h>

/// A file of the example site.
struct masthead_example_file {
    /// Its path below `content/`.
    const char *path;
    const unsigned char *bytes;
    size_t length;
};

/// The first of all of them; the others follow it in memory, in the order in which they are listed.
const struct masthead_example_file *masthead_first_example_file(void);
size_t masthead_example_file_count(void);

#endif
