package dev.namespacecerts.settings;

/** Whether an installation enables a feature that needs additional permissions. */
public enum Feature {
    Enabled,
    Disabled;

    /** Setting for demo certificates, which need permission to write Secrets. */
    public static final String DEMO = "namespacecerts.demo";

    /** Setting for publishing to ConfigMaps, which needs permission to write them. */
    public static final String PUBLISHING = "namespacecerts.publishing";

    /** Setting for publishing to Secrets, which needs permission to write them. */
    public static final String PUBLISHING_TO_SECRETS = "namespacecerts.publishing-to-secrets";

    /** Setting for Temporal Cloud, which needs a connection to the outside. */
    public static final String CLOUD = "namespacecerts.cloud";
}
