// For the clock of what this thread has used of a processor.
#define _POSIX_C_SOURCE 200809L

#include "CHTMLTree.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

enum { block_size = 256 * 1024, alignment = alignof(max_align_t), allocations_between_looks = 64 };

struct block {
    struct block *next;
};

// Everything that gumbo asks for comes from here and is given back at once: its own way of freeing a tree recurses as
// deeply as the tree is nested.
struct masthead_html_tree {
    struct block *blocks;
    char *position;
    char *end;
    size_t memory_left;
    struct timespec deadline;
    unsigned allocations;
    const GumboNode *root;
    jmp_buf give_up;
};

static size_t rounded(size_t size) { return (size + alignment - 1) / alignment * alignment; }

static int is_late(const struct timespec *deadline) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec > deadline->tv_sec || (now.tv_sec == deadline->tv_sec && now.tv_nsec > deadline->tv_nsec);
}

static void *allocate(void *context, size_t size) {
    struct masthead_html_tree *tree = context;
    // gumbo asks for memory at least once for each tag, so this is where it can be stopped.
    if (++tree->allocations % allocations_between_looks == 0 && is_late(&tree->deadline)) longjmp(tree->give_up, 1);
    size = rounded(size);
    if (size > tree->memory_left) longjmp(tree->give_up, 1);
    tree->memory_left -= size;
    if (size > (size_t)(tree->end - tree->position)) {
        size_t header = rounded(sizeof(struct block));
        size_t room = header + (size > block_size ? size : block_size);
        struct block *block = malloc(room);
        if (block == NULL) longjmp(tree->give_up, 1);
        block->next = tree->blocks;
        tree->blocks = block;
        tree->position = (char *)block + header;
        tree->end = (char *)block + room;
    }
    void *memory = tree->position;
    tree->position += size;
    return memory;
}

static void deallocate(void *context, void *memory) {
    (void)context;
    (void)memory;
}

struct masthead_html_tree *masthead_html_tree_parse(
    const char *bytes, size_t length, size_t memory_limit, unsigned time_limit) {
    struct masthead_html_tree *tree = calloc(1, sizeof *tree);
    if (tree == NULL) return NULL;
    tree->memory_left = memory_limit;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &tree->deadline);
    tree->deadline.tv_sec += time_limit / 1000;
    tree->deadline.tv_nsec += (long)(time_limit % 1000) * 1000000;
    if (tree->deadline.tv_nsec >= 1000000000) {
        tree->deadline.tv_sec += 1;
        tree->deadline.tv_nsec -= 1000000000;
    }
    if (setjmp(tree->give_up) != 0) {
        masthead_html_tree_free(tree);
        return NULL;
    }
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = deallocate;
    options.userdata = tree;
    // What is wrong with the document is of no interest, and each error would keep a copy of the open elements.
    options.max_errors = 0;
    tree->root = gumbo_parse_with_options(&options, bytes, length)->root;
    return tree;
}

const GumboNode *masthead_html_tree_root(const struct masthead_html_tree *tree) { return tree->root; }

void masthead_html_tree_free(struct masthead_html_tree *tree) {
    struct block *block = tree->blocks;
    while (block != NULL) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    free(tree);
}
