package dev.namespacecerts.cloudservice;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What clients did that they must never do. */
final class Violations {
    private final List<String> found = new CopyOnWriteArrayList<>();

    void add(String text) {
        found.add(text);
    }

    List<String> all() {
        return List.copyOf(found);
    }

    List<String> take() {
        List<String> taken = all();
        found.removeAll(taken);
        return taken;
    }
}
