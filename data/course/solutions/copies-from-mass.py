def copies_per_vesicle(cargo_ug, cargo_kda, particles):
    moles = cargo_ug * 1e-6 / (cargo_kda * 1000)
    molecules = moles * 6.022e23
    return molecules / particles


lesson.check("copies-from-mass")
