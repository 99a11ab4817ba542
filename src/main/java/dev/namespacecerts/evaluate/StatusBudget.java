package dev.namespacecerts.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * Remaining bytes of a status, so that any status stays below 256 KiB. Bytes are counted as the API server stores them:
 * as JSON, with six bytes for each of {@code <}, {@code >} and {@code &}.
 */
public final class StatusBudget {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Maximum size of a status: 256 KiB, less 4 KiB for field names and numbers, which are not counted. */
    private static final int BYTES = 256 * 1024 - 4 * 1024;

    private static final int LONGER_WHEN_ESCAPED = 5;

    /** Maximum size of an object in etcd (1,500 KiB), less 64 KiB for the metadata. */
    private static final int WHOLE_OBJECT = 1_500 * 1024 - 64 * 1024;

    private int left;

    public StatusBudget() {
        this(0);
    }

    private StatusBudget(int spec) {
        left = Math.min(BYTES, WHOLE_OBJECT - spec);
    }

    /** A budget for the status of an object with a large spec. Both together must fit into etcd. */
    public static StatusBudget beside(Object spec) {
        return new StatusBudget(size(spec));
    }

    /** Reserves the bytes of mandatory parts. */
    public StatusBudget take(Object... parts) {
        for (Object part : parts) {
            left -= size(part);
        }
        return this;
    }

    /** The longest prefix of some entries that fits into a share of the remaining bytes. Reserves its bytes. */
    public <T> List<T> fit(List<T> entries, double share) {
        int room = (int) (left * share);
        List<T> fitting = new ArrayList<>();
        for (T entry : entries) {
            int size = size(entry);
            if (size > room) {
                break;
            }
            room -= size;
            left -= size;
            fitting.add(entry);
        }
        return List.copyOf(fitting);
    }

    static int size(Object part) {
        if (part == null) {
            return 0;
        }
        try {
            byte[] json = JSON.writeValueAsBytes(part);
            int size = json.length + 1; // and a comma
            for (byte b : json) {
                if (b == '<' || b == '>' || b == '&') {
                    size += LONGER_WHEN_ESCAPED;
                }
            }
            return size;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status cannot be written as JSON", e);
        }
    }
}
