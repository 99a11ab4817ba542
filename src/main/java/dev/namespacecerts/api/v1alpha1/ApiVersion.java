package dev.namespacecerts.api.v1alpha1;

/** The API group and version of every kind here. */
public final class ApiVersion {
    public static final String GROUP = "namespacecerts.dev";
    public static final String VERSION = "v1alpha1";

    private ApiVersion() {}
}
