"""The part of the C interfaces of cairo, and of pixman below it, that we call, and the writer of the table `_cairo.py` that is made from it.

Parsing C at start-up costs more than drawing a figure, so it happens once, by hand: `python -m sciml.renderer.declarations`.
Enumerations are passed as int, which is what they are in the binary interface.
"""

from __future__ import annotations

import pathlib

__all__ = ["DECLARATIONS", "table"]

DECLARATIONS = """
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct { double xx; double yx; double xy; double yy; double x0; double y0; } cairo_matrix_t;
typedef union { struct { int type; int length; } header; struct { double x, y; } point; } cairo_path_data_t;
typedef struct { int status; cairo_path_data_t *data; int num_data; } cairo_path_t;
typedef struct _cairo_font_face cairo_font_face_t;
typedef struct _cairo_scaled_font cairo_scaled_font_t;
typedef struct { unsigned long index; double x; double y; } cairo_glyph_t;
typedef struct { int num_bytes; int num_glyphs; } cairo_text_cluster_t;
typedef struct { double x_bearing; double y_bearing; double width; double height; double x_advance; double y_advance; } cairo_text_extents_t;
typedef struct { double ascent; double descent; double height; double max_x_advance; double max_y_advance; } cairo_font_extents_t;
typedef int (*cairo_user_scaled_font_init_func_t)(cairo_scaled_font_t *scaled_font, cairo_t *cr, cairo_font_extents_t *extents);
typedef int (*cairo_user_scaled_font_render_glyph_func_t)(cairo_scaled_font_t *scaled_font, unsigned long glyph, cairo_t *cr, cairo_text_extents_t *extents);
typedef int (*cairo_write_func_t)(void *closure, const unsigned char *data, unsigned int length);

int cairo_version(void);
const char *cairo_status_to_string(int status);

cairo_surface_t *cairo_image_surface_create_for_data(unsigned char *data, int format, int width, int height, int stride);
cairo_surface_t *cairo_pdf_surface_create_for_stream(cairo_write_func_t write_func, void *closure, double width, double height);
void cairo_pdf_surface_set_size(cairo_surface_t *surface, double width, double height);
void cairo_pdf_surface_set_metadata(cairo_surface_t *surface, int metadata, const char *utf8);
void cairo_surface_flush(cairo_surface_t *surface);
void cairo_surface_finish(cairo_surface_t *surface);
void cairo_surface_destroy(cairo_surface_t *surface);
int cairo_surface_status(cairo_surface_t *surface);

cairo_t *cairo_create(cairo_surface_t *target);
void cairo_destroy(cairo_t *cr);
int cairo_status(cairo_t *cr);
void cairo_show_page(cairo_t *cr);
void cairo_push_group(cairo_t *cr);
void cairo_pop_group_to_source(cairo_t *cr);
void cairo_set_matrix(cairo_t *cr, const cairo_matrix_t *matrix);
void cairo_matrix_init(cairo_matrix_t *matrix, double xx, double yx, double xy, double yy, double x0, double y0);
void cairo_set_antialias(cairo_t *cr, int antialias);
void cairo_set_operator(cairo_t *cr, int op);
void cairo_set_source_rgba(cairo_t *cr, double red, double green, double blue, double alpha);
void cairo_set_fill_rule(cairo_t *cr, int fill_rule);
void cairo_set_line_width(cairo_t *cr, double width);
void cairo_set_line_cap(cairo_t *cr, int line_cap);
void cairo_set_line_join(cairo_t *cr, int line_join);
void cairo_set_dash(cairo_t *cr, const double *dashes, int num_dashes, double offset);
void cairo_new_path(cairo_t *cr);
void cairo_append_path(cairo_t *cr, const cairo_path_t *path);
void cairo_move_to(cairo_t *cr, double x, double y);
void cairo_line_to(cairo_t *cr, double x, double y);
void cairo_curve_to(cairo_t *cr, double x1, double y1, double x2, double y2, double x3, double y3);
void cairo_close_path(cairo_t *cr);
void cairo_rectangle(cairo_t *cr, double x, double y, double width, double height);
void cairo_fill(cairo_t *cr);
void cairo_fill_preserve(cairo_t *cr);
void cairo_stroke(cairo_t *cr);
void cairo_paint(cairo_t *cr);
void cairo_mask_surface(cairo_t *cr, cairo_surface_t *surface, double surface_x, double surface_y);
void cairo_paint_with_alpha(cairo_t *cr, double alpha);
void cairo_clip(cairo_t *cr);
void cairo_clip_preserve(cairo_t *cr);
void cairo_reset_clip(cairo_t *cr);
cairo_font_face_t *cairo_user_font_face_create(void);
void cairo_user_font_face_set_init_func(cairo_font_face_t *font_face, cairo_user_scaled_font_init_func_t init_func);
void cairo_user_font_face_set_render_glyph_func(cairo_font_face_t *font_face, cairo_user_scaled_font_render_glyph_func_t render_glyph_func);
void cairo_font_face_destroy(cairo_font_face_t *font_face);
void cairo_set_font_face(cairo_t *cr, cairo_font_face_t *font_face);
void cairo_set_font_matrix(cairo_t *cr, const cairo_matrix_t *matrix);
void cairo_show_text_glyphs(cairo_t *cr, const char *utf8, int utf8_len, const cairo_glyph_t *glyphs, int num_glyphs,
                            const cairo_text_cluster_t *clusters, int num_clusters, int cluster_flags);
void cairo_tag_begin(cairo_t *cr, const char *tag_name, const char *attributes);
void cairo_tag_end(cairo_t *cr, const char *tag_name);

typedef struct _pixman_image pixman_image_t;
typedef struct { unsigned short red, green, blue, alpha; } pixman_color_t;
pixman_image_t *pixman_image_create_bits(int format, int width, int height, void *bits, int stride);
pixman_image_t *pixman_image_create_solid_fill(const pixman_color_t *color);
int pixman_image_unref(pixman_image_t *image);
void pixman_image_composite32(int op, pixman_image_t *source, pixman_image_t *mask, pixman_image_t *target, int source_x, int source_y,
                              int mask_x, int mask_y, int target_x, int target_y, int width, int height);

typedef struct _pixman_glyph_cache pixman_glyph_cache_t;
pixman_glyph_cache_t *pixman_glyph_cache_create(void);
void pixman_glyph_cache_destroy(pixman_glyph_cache_t *cache);
void pixman_glyph_cache_freeze(pixman_glyph_cache_t *cache);
void pixman_glyph_cache_thaw(pixman_glyph_cache_t *cache);
const void *pixman_glyph_cache_insert(pixman_glyph_cache_t *cache, void *font, void *glyph, int origin_x, int origin_y, pixman_image_t *image);
void pixman_composite_glyphs_no_mask(int op, pixman_image_t *source, pixman_image_t *target, int source_x, int source_y,
                                     int target_x, int target_y, pixman_glyph_cache_t *cache, int number, const void *glyphs);
"""


def table() -> str:
    """The text of `_cairo.py`."""
    import tempfile

    import cffi  # type: ignore[import-untyped, unused-ignore]

    ffi = cffi.FFI()
    ffi.cdef(DECLARATIONS)
    ffi.set_source("_cairo", None)
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder, "_cairo.py")
        ffi.emit_python_code(str(target))
        made = target.read_text(encoding="utf-8")
    return "# Made by `python -m sciml.renderer.declarations`; do not edit.\n# mypy: ignore-errors\n# ruff: noqa\n# fmt: off\n" + made


if __name__ == "__main__":
    pathlib.Path(__file__).with_name("_cairo.py").write_text(table(), encoding="utf-8")
