package dev.namespacecerts.rules.path;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a path does not hold.
 *
 * @param what what was found, without a full stop
 * @param remedy what to do, as a sentence
 */
public record PathObstacle(String what, String remedy) {
    /** What was found, of several. */
    public static String found(List<PathObstacle> obstacles) {
        return obstacles.stream().map(PathObstacle::what).collect(Collectors.joining("; "));
    }

    /** What to do about several, each remedy once. */
    public static String remedy(List<PathObstacle> obstacles) {
        return obstacles.stream().map(PathObstacle::remedy).distinct().collect(Collectors.joining(" "));
    }
}
