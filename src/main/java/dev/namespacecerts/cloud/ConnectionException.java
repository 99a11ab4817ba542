package dev.namespacecerts.cloud;

import dev.namespacecerts.sync.Hold;

/** A connection that cannot be used. The message has nothing of the key. */
public final class ConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Hold hold;

    ConnectionException(String reason, String message, boolean stalled) {
        super(message);
        this.hold = new Hold(reason, message, stalled);
    }

    /** Why nothing is sent. */
    public Hold hold() {
        return hold;
    }
}
