package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys of indexes and identities of objects. */
public final class Keys {
    static final long NO_NUMBER = -1;

    private Keys() {}

    /** Key of something with a name in a Kubernetes namespace. */
    public static String of(String namespace, String name) {
        return namespace + "/" + name;
    }

    /** The identity that a key represents. */
    public static ResourceID id(String key) {
        int slash = key.indexOf('/');
        return new ResourceID(key.substring(slash + 1), key.substring(0, slash));
    }

    /** The key of an identity. */
    public static String of(ResourceID id) {
        return of(id.getNamespace().orElse(""), id.getName());
    }

    /** Key of an object. */
    public static String of(HasMetadata object) {
        return of(object.getMetadata().getNamespace(), object.getMetadata().getName());
    }

    /** Whether a cache holds an object as it was read from the API server. */
    public static boolean isSame(Cache<? extends HasMetadata> cache, HasMetadata read) {
        String version = read.getMetadata().getResourceVersion();
        return cache.get(id(of(read)))
                .filter(held -> version.equals(held.getMetadata().getResourceVersion()))
                .isPresent();
    }

    /**
     * A resource version as a number, to compare two of them; -1 if it is none. Kubernetes guarantees numbers since 1.35, and etcd
     * always had them.
     */
    static long number(String resourceVersion) {
        try {
            return Long.parseLong(resourceVersion);
        } catch (NumberFormatException e) {
            return NO_NUMBER;
        }
    }

    /** A hash of the name and version of each object, in any order. An object of the same name has another version. */
    public static int versions(Stream<? extends HasMetadata> objects) {
        return objects.map(HasMetadata::getMetadata)
                .mapToInt(meta -> Objects.hash(of(meta.getNamespace(), meta.getName()), meta.getResourceVersion()))
                .sum();
    }

    /** The identities of all objects except one. */
    public static <T extends HasMetadata> Set<ResourceID> allBut(HasMetadata leftOut, Collection<T> objects) {
        return objects.stream()
                .filter(object -> !of(object).equals(of(leftOut)))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }
}
