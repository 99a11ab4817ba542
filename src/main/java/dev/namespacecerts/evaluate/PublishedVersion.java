package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.seal.Seals;
import org.jspecify.annotations.Nullable;

/**
 * The version of a published ConfigMap, in a status. Its seal is not that of {@link RotationRecord}: an operator or a CRD of an
 * earlier version drops the fields of this one, and the record must stay valid.
 */
final class PublishedVersion {
    private static final String PURPOSE = "published version";

    private PublishedVersion() {}

    static @Nullable PublishedObject sealed(
            @Nullable PublishedObject object, NamespaceCertificateBundle bundle, Seals seals) {
        return object == null || object.resourceVersion() == null
                ? object
                : object.sealed(seals.seal(PURPOSE, bundle, content(object)));
    }

    /** Without its version if that has no valid seal. */
    static @Nullable PublishedObject verified(
            @Nullable PublishedObject object, NamespaceCertificateBundle bundle, Seals seals) {
        return object == null || seals.isValid(PURPOSE, bundle, content(object), object.seal())
                ? object
                : object.unversioned();
    }

    private static String content(PublishedObject object) {
        return object.sealed(null).toString();
    }
}
