package dev.namespacecerts.x509;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Cache by SHA-256, bounded in bytes (segmented LRU). It first evicts values that were used only once, so that a flood of new
 * certificates evicts none of those in use. The garbage collector drops all values before memory runs out, and may drop them
 * earlier after minutes without use. Thread-safe.
 */
class BoundedCache<V> {
    /** Maximum bytes of each cache. Set the property to 0 to measure without caches. */
    static final long MOST_BYTES = Long.getLong("namespacecerts.known-signatures", 8L << 20);

    /** A larger value than this part of the bound is not kept, so that no value evicts many others. */
    private static final int LARGEST_PART = 16;

    private final long mostBytes;
    private final ToLongFunction<V> bytesOf;
    private SoftReference<Segments<V>> segments = new SoftReference<>(null);

    /** A SHA-256, as numbers, because an array of bytes would need a third more memory. */
    record Key(long first, long second, long third, long fourth) {
        static Key of(byte[]... parts) {
            MessageDigest digest = Digests.named("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new Key(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        }

        // Written by hand, because those of a record take milliseconds the first time, which ncb lint would wait for.
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && first == key.first
                    && second == key.second
                    && third == key.third
                    && fourth == key.fourth;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(first);
        }
    }

    /** Values in the order of their last use, and their bytes. */
    private static final class Segment<V> {
        private final Map<Key, V> values = new LinkedHashMap<>(16, 0.75f, true);
        private long bytes;
    }

    private static final class Segments<V> {
        private final Segment<V> once = new Segment<>();
        private final Segment<V> again = new Segment<>();
    }

    /** @param bytesOf estimates the memory of a value and of its entry */
    BoundedCache(long mostBytes, ToLongFunction<V> bytesOf) {
        this.mostBytes = mostBytes;
        this.bytesOf = bytesOf;
    }

    synchronized Optional<V> get(Key key) {
        Segments<V> kept = kept();
        V value = kept.again.values.get(key);
        if (value == null && kept.once.values.containsKey(key)) {
            value = remove(kept.once, key);
            put(kept.again, key, value);
            while (kept.again.bytes > mostBytes / 4 * 3) {
                Key eldest = eldest(kept.again);
                put(kept.once, eldest, remove(kept.again, eldest));
            }
        }
        return Optional.ofNullable(value);
    }

    /** Keeps a value, unless another thread was faster. Returns the one that is kept. */
    synchronized V add(Key key, V value) {
        Segments<V> kept = kept();
        V other = kept.again.values.getOrDefault(key, kept.once.values.get(key));
        if (other != null || bytesOf.applyAsLong(value) > mostBytes / LARGEST_PART) {
            return other == null ? value : other;
        }
        put(kept.once, key, value);
        while (kept.once.bytes + kept.again.bytes > mostBytes) {
            remove(kept.once, eldest(kept.once));
        }
        return value;
    }

    /** Estimated bytes of all values. */
    synchronized long bytes() {
        return kept().once.bytes + kept().again.bytes;
    }

    /** Drops all values, as the garbage collector does. */
    synchronized void clear() {
        segments.clear();
    }

    private Segments<V> kept() {
        Segments<V> kept = segments.get();
        if (kept == null) {
            kept = new Segments<>();
            segments = new SoftReference<>(kept);
        }
        return kept;
    }

    private void put(Segment<V> segment, Key key, V value) {
        segment.values.put(key, value);
        segment.bytes += bytesOf.applyAsLong(value);
    }

    private V remove(Segment<V> segment, Key key) {
        V value = segment.values.remove(key);
        segment.bytes -= bytesOf.applyAsLong(value);
        return value;
    }

    private static <V> Key eldest(Segment<V> segment) {
        return segment.values.keySet().iterator().next();
    }
}
