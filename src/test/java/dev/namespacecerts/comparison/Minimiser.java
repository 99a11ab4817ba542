package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Removes from an input what its disagreement does not need. */
final class Minimiser {
    private static final int MOST_TRIES = 2_000;

    private final Predicate<Question> disagrees;
    private int tries;

    Minimiser(Predicate<Question> disagrees) {
        this.disagrees = disagrees;
    }

    Question minimise(Question question) {
        Question smallest = question;
        for (int part = 0; part < question.parts().size(); part++) {
            for (int size = question.parts().get(part).length / 2; size > 0; size /= 2) {
                smallest = without(smallest, part, size);
            }
        }
        return smallest;
    }

    /** Tries to remove each piece of a size. */
    private Question without(Question question, int part, int size) {
        Question smallest = question;
        int at = 0;
        while (at + size <= smallest.parts().get(part).length && tries++ < MOST_TRIES) {
            byte[] whole = smallest.parts().get(part);
            List<byte[]> parts = new ArrayList<>(smallest.parts());
            parts.set(part, Bytes.join(Arrays.copyOf(whole, at), Arrays.copyOfRange(whole, at + size, whole.length)));
            Question smaller = smallest.with(question.name(), parts);
            if (disagrees.test(smaller)) {
                smallest = smaller;
            } else {
                at += size;
            }
        }
        return smallest;
    }
}
