from math import pi


def lumen_volume_nm3(outer_diameter_nm, bilayer_nm):
    inner_radius_nm = outer_diameter_nm / 2 - bilayer_nm
    return 4 / 3 * pi * inner_radius_nm**3


lesson.check("lumen-volume")
