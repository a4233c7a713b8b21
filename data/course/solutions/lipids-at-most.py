from math import pi


def lipids_at_most(outer_diameter_nm, bilayer_nm, area_per_lipid_nm2):
    outer_face_nm2 = pi * outer_diameter_nm**2
    inner_face_nm2 = pi * (outer_diameter_nm - 2 * bilayer_nm) ** 2
    return (outer_face_nm2 + inner_face_nm2) / area_per_lipid_nm2


lesson.check("lipids-at-most")
