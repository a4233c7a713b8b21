def copies_per_vesicle(cargo_ug, cargo_kda, particles):
    grams = cargo_ug * 1e-6
    grams_per_mole = 1000 * cargo_kda
    return grams / grams_per_mole * 6.022e23 / particles


lesson.check("copies-line")
