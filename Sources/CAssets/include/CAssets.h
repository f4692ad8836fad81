#ifndef MASTHEAD_ASSETS_H
#define MASTHEAD_ASSETS_H

#include <stddef.h>

/// A file that is part of the binary.
struct masthead_asset {
    const char *name;
    const unsigned char *bytes;
    size_t length;
};

/// The first of all of them; the others follow it in memory, in no order.
const struct masthead_asset *masthead_first_asset(void);
size_t masthead_asset_count(void);

#endif
