package dev.namespacecerts.evaluate;

/** Types of conditions. They are part of the API, and their meaning never changes. */
public final class ConditionTypes {
    public static final String ACCEPTED = "Accepted";
    public static final String CLIENTS_ACCEPTED = "ClientsAccepted";
    public static final String CLAIMED = "Claimed";
    public static final String DEMO_ISSUED = "DemoIssued";
    public static final String EXPIRING = "Expiring";
    public static final String PUBLISHED = "Published";
    public static final String READY = "Ready";
    public static final String ROTATING = "Rotating";
    public static final String STALLED = "Stalled";
    public static final String SYNCHRONIZED = "Synchronized";
    public static final String VALID = "Valid";

    private ConditionTypes() {}
}
