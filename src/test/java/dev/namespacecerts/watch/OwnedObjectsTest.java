package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ownership of objects: only a reference from the same namespace that has the bundle's name counts. */
class OwnedObjectsTest {
    private final NamespaceCertificateBundle bundle = bundle();
    private final ObjectMeta made = OwnedObjects.meta(bundle, "leaf");

    @Test
    void objectsOfTheOperatorAreOwnedByTheBundle() {
        assertThat(OwnedObjects.by(bundle, made)).isTrue();
        assertThat(OwnedObjects.keys(made)).containsExactly(OwnedObjects.key(bundle));
    }

    @Test
    void anObjectInAnotherNamespaceIsNotOwned() {
        made.setNamespace("attacker");
        assertThat(OwnedObjects.by(bundle, made)).isFalse();
        assertThat(OwnedObjects.keys(made)).doesNotContain(OwnedObjects.key(bundle));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "v1,                         NamespaceCertificateBundle, shop,  uid-of-shop",
        "namespacecerts.dev/v1alpha1, CertificateFilter,         shop,  uid-of-shop",
        "namespacecerts.dev/v1alpha1, NamespaceCertificateBundle, other, uid-of-shop",
        "namespacecerts.dev/v1alpha1, NamespaceCertificateBundle, shop,  another-uid",
        ",                           NamespaceCertificateBundle, shop,  uid-of-shop"
    })
    void aReferenceToAnythingElseIsNoOwnership(String apiVersion, String kind, String name, String uid) {
        assertThat(OwnedObjects.by(bundle, ownedBy(apiVersion, kind, name, uid)))
                .isFalse();
    }

    @Test
    void aReferenceWithAnotherApiVersionIsOwnership() {
        assertThat(OwnedObjects.by(
                        bundle, ownedBy("namespacecerts.dev/v1", "NamespaceCertificateBundle", "shop", "uid-of-shop")))
                .isTrue();
    }

    private static ObjectMeta ownedBy(String apiVersion, String kind, String name, String uid) {
        OwnerReference owner = new OwnerReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .build();
        return new ObjectMetaBuilder()
                .withName("leaf")
                .withNamespace("payments")
                .withOwnerReferences(List.of(owner))
                .build();
    }

    private static NamespaceCertificateBundle bundle() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("shop");
        bundle.getMetadata().setNamespace("payments");
        bundle.getMetadata().setUid("uid-of-shop");
        return bundle;
    }
}
