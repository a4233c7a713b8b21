def vesicles_across(object_width_um, outer_diameter_nm):
    object_width_nm = 1000 * object_width_um
    return object_width_nm / outer_diameter_nm


lesson.check("vesicles-across")
