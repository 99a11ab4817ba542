package dev.namespacecerts.operator;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test opened, to be closed in the contrary order, also when the test ended early. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T opened) {
        all.push(opened);
        return opened;
    }

    @Override
    public void close() throws Exception {
        while (!all.isEmpty()) {
            all.pop().close();
        }
    }
}
