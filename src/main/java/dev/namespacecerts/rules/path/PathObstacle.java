package dev.namespacecerts.rules.path;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A reason why a path is invalid.
 *
 * @param what the problem, without a full stop
 * @param remedy how to fix it, as a sentence
 */
public record PathObstacle(String what, String remedy) {
    /** The problems of several obstacles, joined. */
    public static String found(List<PathObstacle> obstacles) {
        return obstacles.stream().map(PathObstacle::what).collect(Collectors.joining("; "));
    }

    /** The remedies of several obstacles, each once. */
    public static String remedy(List<PathObstacle> obstacles) {
        return obstacles.stream().map(PathObstacle::remedy).distinct().collect(Collectors.joining(" "));
    }
}
