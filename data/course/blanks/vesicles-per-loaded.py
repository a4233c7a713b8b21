def vesicles_per_loaded(mean_copies, copies_if_loaded):
    share_loaded = ____ / ____
    return 1 / ____
