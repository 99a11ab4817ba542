package dev.namespacecerts.cloudservice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All requests, and how many of them a second had. */
final class RequestLog {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_OF_KEY = 80;
    private static final int MOST_OF_ACCOUNT = 160;

    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Window> byKey = new TreeMap<>();
    private Window account = new Window();

    synchronized void add(Request request) {
        requests.add(request);
    }

    /** Counts a request, and tells whether it is within the limits of Temporal Cloud. */
    synchronized boolean count(String key) {
        long now = System.nanoTime();
        int ofKey = byKey.computeIfAbsent(key, name -> new Window()).add(now);
        int ofAccount = account.add(now);
        return ofKey <= MOST_OF_KEY && ofAccount <= MOST_OF_ACCOUNT;
    }

    synchronized List<Request> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
        byKey.clear();
        account = new Window();
    }

    synchronized int mostInASecond(String key) {
        Window window = byKey.get(key);
        return window == null ? 0 : window.most;
    }

    synchronized int mostInASecond() {
        return account.most;
    }

    /** The requests of the last second. */
    private static final class Window {
        private final Deque<Long> times = new ArrayDeque<>();
        private int most;

        int add(long now) {
            times.addLast(now);
            while (now - times.getFirst() >= SECOND) {
                times.removeFirst();
            }
            most = Math.max(most, times.size());
            return times.size();
        }
    }
}
