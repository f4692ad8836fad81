#ifndef MASTHEAD_VIPS_H
#define MASTHEAD_VIPS_H

#include <vips/vips.h>

// libvips takes options as variable arguments, which Swift cannot call; each function here is one such call. All of them
// answer 0 on success, and leave a text in libvips's error buffer otherwise.

static inline void masthead_vips_ignore(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {}

/// Starts libvips, and leaves it nothing to read images with but the loaders of five formats, all of them fuzzed.
static inline int masthead_vips_start(int threads) {
    if (vips_init("masthead") != 0) return -1;
    // What a stranger's file makes it say belongs in no log of ours.
    g_log_set_handler("VIPS", (GLogLevelFlags)(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG),
                      masthead_vips_ignore, NULL);
    vips_concurrency_set(threads);
    // No two uploads are the same, so a cache would only keep what nobody asks for again.
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadWebp", FALSE);
    vips_operation_block_set("VipsForeignLoadNsgif", FALSE);
    vips_operation_block_set("VipsForeignLoadHeif", FALSE);
    return 0;
}

// Each reads a header; the pixels follow when something asks for them. The bytes have to outlive the image.

static inline int masthead_vips_load_jpeg(void *bytes, size_t length, VipsImage **image) {
    return vips_jpegload_buffer(bytes, length, image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
                                NULL);
}

static inline int masthead_vips_load_png(void *bytes, size_t length, VipsImage **image) {
    return vips_pngload_buffer(bytes, length, image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
                               NULL);
}

static inline int masthead_vips_load_webp(void *bytes, size_t length, VipsImage **image) {
    return vips_webpload_buffer(bytes, length, image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
                                NULL);
}

static inline int masthead_vips_load_gif(void *bytes, size_t length, VipsImage **image) {
    return vips_gifload_buffer(bytes, length, image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
                               NULL);
}

static inline int masthead_vips_load_heif(void *bytes, size_t length, VipsImage **image) {
    return vips_heifload_buffer(bytes, length, image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
                                NULL);
}

/// Makes an image fit into a box without ever enlarging it, in sRGB and as it lies in the file.
static inline int masthead_vips_fit(VipsImage *in, VipsImage **out, int width, int height) {
    return vips_thumbnail_image(in, out, width, "height", height, "size", VIPS_SIZE_DOWN, "no_rotate", TRUE,
                                "export_profile", "srgb", NULL);
}

/// As masthead_vips_fit, for an image whose colour profile cannot be used.
static inline int masthead_vips_fit_plainly(VipsImage *in, VipsImage **out, int width, int height) {
    return vips_thumbnail_image(in, out, width, "height", height, "size", VIPS_SIZE_DOWN, "no_rotate", TRUE, NULL);
}

/// Scales an image to exactly this size.
static inline int masthead_vips_scale(VipsImage *in, VipsImage **out, int width, int height) {
    return vips_thumbnail_image(in, out, width, "height", height, "size", VIPS_SIZE_FORCE, "no_rotate", TRUE, NULL);
}

/// Turns an image as its EXIF data says that it is to be held.
static inline int masthead_vips_turn(VipsImage *in, VipsImage **out) { return vips_autorot(in, out, NULL); }

/// Drops everything that an image has beside its pixels.
///
/// The savers are told to leave metadata out as well; that of WebP in libvips 8.14 does not.
static inline int masthead_vips_strip(VipsImage *in, VipsImage **out) {
    if (vips_copy(in, out, NULL) != 0) return -1;
    char **fields = vips_image_get_fields(*out);
    // The fields of the header, such as its width, stay whatever is asked.
    for (int index = 0; fields[index] != NULL; index++) vips_image_remove(*out, fields[index]);
    g_strfreev(fields);
    return 0;
}

static inline int masthead_vips_to_srgb(VipsImage *in, VipsImage **out) {
    return vips_colourspace(in, out, VIPS_INTERPRETATION_sRGB, NULL);
}

static inline int masthead_vips_to_bytes(VipsImage *in, VipsImage **out) { return vips_cast_uchar(in, out, NULL); }

static inline int masthead_vips_crop(VipsImage *in, VipsImage **out, int left, int top, int width, int height) {
    return vips_extract_area(in, out, left, top, width, height, NULL);
}

/// Computes an image once and keeps its pixels.
static inline int masthead_vips_keep(VipsImage *in, VipsImage **out) {
    *out = vips_image_copy_memory(in);
    return *out == NULL ? -1 : 0;
}

/// Lays an image with transparency upon white.
static inline int masthead_vips_flatten(VipsImage *in, VipsImage **out) {
    double white[] = {255, 255, 255};
    VipsArrayDouble *background = vips_array_double_new(white, 3);
    int result = vips_flatten(in, out, "background", background, NULL);
    vips_area_unref(VIPS_AREA(background));
    return result;
}

// Each writes an image anew, without the metadata of the one that it was made from. `g_free` releases the bytes.

static inline int masthead_vips_save_jpeg(VipsImage *image, void **bytes, size_t *length, int quality) {
    return vips_jpegsave_buffer(image, bytes, length, "Q", quality, "strip", TRUE, "optimize_coding", TRUE, "interlace",
                                TRUE, NULL);
}

static inline int masthead_vips_save_webp(VipsImage *image, void **bytes, size_t *length, int quality) {
    return vips_webpsave_buffer(image, bytes, length, "Q", quality, "strip", TRUE, "effort", 4, NULL);
}

static inline int masthead_vips_save_avif(VipsImage *image, void **bytes, size_t *length, int quality) {
    return vips_heifsave_buffer(image, bytes, length, "Q", quality, "strip", TRUE, "effort", 3, "compression",
                                VIPS_FOREIGN_HEIF_COMPRESSION_AV1, NULL);
}

static inline int masthead_vips_width(VipsImage *image) { return vips_image_get_width(image); }
static inline int masthead_vips_height(VipsImage *image) { return vips_image_get_height(image); }
static inline int masthead_vips_frames(VipsImage *image) { return vips_image_get_n_pages(image); }
/// 1 to 8, as EXIF numbers them; from 5 on, width and height change places.
static inline int masthead_vips_orientation(VipsImage *image) { return vips_image_get_orientation(image); }
static inline int masthead_vips_has_alpha(VipsImage *image) { return vips_image_hasalpha(image); }

static inline void masthead_vips_release(VipsImage *image) { g_object_unref(image); }

/// Lets go of what libvips keeps for this thread, and of what it said.
static inline void masthead_vips_finish(void) {
    vips_error_clear();
    vips_thread_shutdown();
}

#endif
