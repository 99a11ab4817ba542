package dev.namespacecerts.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * How many bytes a status may still take, so that it stays under 256 KiB however hostile its texts are. They are counted as
 * the API server stores them: as JSON, with six bytes for each of {@code <}, {@code >} and {@code &}.
 */
public final class StatusBudget {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Leaves room for field names and numbers that are not counted. */
    private static final int BYTES = 256 * 1024 - 4 * 1024;

    private static final int LONGER_WHEN_ESCAPED = 5;

    /** What etcd takes of one object, with room for its metadata. */
    private static final int WHOLE_OBJECT = 1_500 * 1024 - 64 * 1024;

    private int left;

    public StatusBudget() {
        this(0);
    }

    private StatusBudget(int spec) {
        left = Math.min(BYTES, WHOLE_OBJECT - spec);
    }

    /** Beside a spec so large that the two together may be more than can be stored. */
    public static StatusBudget beside(Object spec) {
        return new StatusBudget(size(spec));
    }

    /** Counts what must be there. */
    public StatusBudget take(Object... parts) {
        for (Object part : parts) {
            left -= size(part);
        }
        return this;
    }

    /** The first of some entries that fit into a share of what is left. */
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
            int size = json.length + 1; // a comma
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
