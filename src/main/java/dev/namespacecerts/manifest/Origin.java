package dev.namespacecerts.manifest;

/** Where a text is from. */
enum Origin {
    /** The user named it, so that it must be readable even where nothing in it matters. */
    NAMED,

    /** A file of a folder. */
    FOLDER,

    /** A template of a Helm chart. */
    CHART
}
