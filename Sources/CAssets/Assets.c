#include "CAssets.h"

static const unsigned char broadsheet_css[] = {
#embed "files/broadsheet.css"
};
static const unsigned char office_css[] = {
#embed "files/office.css"
};
static const unsigned char editor_js[] = {
#embed "files/editor.js"
};
static const unsigned char library_js[] = {
#embed "files/library.js"
};
static const unsigned char media_js[] = {
#embed "files/media.js"
};
static const unsigned char findings_js[] = {
#embed "files/findings.js"
};
static const unsigned char insert_js[] = {
#embed "files/insert.js"
};
static const unsigned char paste_js[] = {
#embed "files/paste.js"
};
static const unsigned char shortcuts_js[] = {
#embed "files/shortcuts.js"
};
static const unsigned char moderation_js[] = {
#embed "files/moderation.js"
};
static const unsigned char edition_js[] = {
#embed "files/edition.js"
};
static const unsigned char sending_js[] = {
#embed "files/sending.js"
};
static const unsigned char typing_js[] = {
#embed "files/typing.js"
};
static const unsigned char fill_js[] = {
#embed "files/fill.js"
};
static const unsigned char frames_js[] = {
#embed "files/frames.js"
};
static const unsigned char seen_js[] = {
#embed "files/seen.js"
};
static const unsigned char discussion_js[] = {
#embed "files/discussion.js"
};
static const unsigned char work_js[] = {
#embed "files/work.js"
};
static const unsigned char favicon_svg[] = {
#embed "files/favicon.svg"
};
static const unsigned char favicon_ico[] = {
#embed "files/favicon.ico"
};
static const unsigned char card_png[] = {
#embed "files/card.png"
};

static const struct masthead_asset assets[] = {
    {"broadsheet.css", broadsheet_css, sizeof broadsheet_css},
    {"office.css", office_css, sizeof office_css},
    {"editor.js", editor_js, sizeof editor_js},
    {"library.js", library_js, sizeof library_js},
    {"media.js", media_js, sizeof media_js},
    {"findings.js", findings_js, sizeof findings_js},
    {"insert.js", insert_js, sizeof insert_js},
    {"paste.js", paste_js, sizeof paste_js},
    {"shortcuts.js", shortcuts_js, sizeof shortcuts_js},
    {"moderation.js", moderation_js, sizeof moderation_js},
    {"edition.js", edition_js, sizeof edition_js},
    {"sending.js", sending_js, sizeof sending_js},
    {"typing.js", typing_js, sizeof typing_js},
    {"fill.js", fill_js, sizeof fill_js},
    {"frames.js", frames_js, sizeof frames_js},
    {"seen.js", seen_js, sizeof seen_js},
    {"discussion.js", discussion_js, sizeof discussion_js},
    {"work.js", work_js, sizeof work_js},
    {"favicon.svg", favicon_svg, sizeof favicon_svg},
    {"favicon.ico", favicon_ico, sizeof favicon_ico},
    {"card.png", card_png, sizeof card_png},
};

const struct masthead_asset *masthead_first_asset(void) { return assets; }
size_t masthead_asset_count(void) { return sizeof assets / sizeof assets[0]; }
