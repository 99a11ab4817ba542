package dev.namespacecerts.cloud;

/** Gives up what a session sent or was about to send, so that it has no place in the budget any more. */
final class Withdrawal {
    private final CloudCalls calls;

    Withdrawal(CloudCalls calls) {
        this.calls = calls;
    }

    /** Withdraws a change that still waits for its turn. */
    void withdraw(Session session) {
        if (session.turn != null && session.turn.cancel(false)) {
            calls.withdrawn(session.doubtfulKey, session.doubtful);
            session.doubtful = null;
            session.sent = null;
            session.calling = false;
        }
        session.turn = null;
    }

    /** The bundle has no cloud any more: its operations have no place in the budget, wherever they are. */
    void abandon(Session session) {
        session.abandoned = true;
        withdraw(session);
        if (session.running != null) {
            calls.finished(session.running.key(), session.running.id());
        }
        if (session.doubtful != null) {
            calls.finished(session.doubtfulKey, session.doubtful);
        }
    }

    /** The operation whose start was not confirmed is not in progress. */
    void settled(Session session) {
        calls.finished(session.doubtfulKey, session.doubtful);
        session.doubtful = null;
    }
}
