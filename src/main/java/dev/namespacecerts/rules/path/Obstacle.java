package dev.namespacecerts.rules.path;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a path does not hold.
 *
 * @param what what was found, without a full stop
 * @param remedy what to do, as a sentence
 */
public record Obstacle(String what, String remedy) {
    /** What was found, of several. */
    public static String found(List<Obstacle> obstacles) {
        return obstacles.stream().map(Obstacle::what).collect(Collectors.joining("; "));
    }

    /** What to do about several, each remedy once. */
    public static String remedy(List<Obstacle> obstacles) {
        return obstacles.stream().map(Obstacle::remedy).distinct().collect(Collectors.joining(" "));
    }
}
