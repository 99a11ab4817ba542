package dev.namespacecerts.settings;

/** Whether an installation has a feature that needs more permissions than others do. */
public enum Feature {
    Enabled,
    Disabled;

    /** Setting of demo certificates, which need Secrets to be written. */
    public static final String DEMO = "namespacecerts.demo";

    /** Setting of publishing to ConfigMaps, which need to be written. */
    public static final String PUBLISHING = "namespacecerts.publishing";

    /** Setting of publishing to Secrets. */
    public static final String PUBLISHING_TO_SECRETS = "namespacecerts.publishing-to-secrets";
}
