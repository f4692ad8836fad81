#ifndef MASTHEAD_PANGO_H
#define MASTHEAD_PANGO_H

#include <stddef.h>

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>

// Pango's own flags hold one that SwiftPM warns of on each build, and its headers cannot be found without them; cairo's don't.
// So what is needed of Pango is declared here, as pango 1.50 declares it, with its types left opaque.

typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoContext PangoContext;
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoFontDescription PangoFontDescription;

enum { MASTHEAD_PANGO_SCALE = 1024 };
enum { MASTHEAD_PANGO_ALIGN_LEFT = 0, MASTHEAD_PANGO_ALIGN_RIGHT = 2 };
enum { MASTHEAD_PANGO_WRAP_WORD_CHAR = 2 };

PangoFontMap *pango_cairo_font_map_new(void);
PangoContext *pango_font_map_create_context(PangoFontMap *map);
PangoLayout *pango_layout_new(PangoContext *context);
void pango_cairo_show_layout(cairo_t *context, PangoLayout *layout);
void pango_layout_set_text(PangoLayout *layout, const char *text, int length);
void pango_layout_set_width(PangoLayout *layout, int width);
void pango_layout_set_wrap(PangoLayout *layout, int mode);
void pango_layout_set_alignment(PangoLayout *layout, int alignment);
void pango_layout_get_size(PangoLayout *layout, int *width, int *height);
void pango_layout_set_font_description(PangoLayout *layout, const PangoFontDescription *font);
PangoFontDescription *pango_font_description_from_string(const char *text);
void pango_font_description_set_absolute_size(PangoFontDescription *font, double size);
void pango_font_description_free(PangoFontDescription *font);
void g_object_unref(void *object);

/// Whether the machine has any font at all: Pango ends the process when it finds none.
static inline int masthead_pango_has_fonts(void) {
    FcFontSet *fonts = FcConfigGetFonts(NULL, FcSetSystem);
    return fonts != NULL && fonts->nfont > 0;
}

/// A layout on a font map of its own, so that no two threads share one.
static inline PangoLayout *masthead_pango_layout(void) {
    PangoFontMap *map = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(map);
    PangoLayout *layout = pango_layout_new(context);
    g_object_unref(context);
    g_object_unref(map);
    return layout;
}

static inline void masthead_pango_release(PangoLayout *layout) { g_object_unref(layout); }

#endif
