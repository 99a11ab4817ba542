package dev.namespacecerts.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.Test;

class SealsTest {
    private final Seals seals = new Seals(() -> new byte[32]);
    private final ConfigMap object = object("uid", "namespace", "name");
    private final String seal = seals.seal("purpose", object, "record");

    @Test
    void aSealIsValidForItsRecord() {
        assertThat(seal).matches("[0-9a-f]{64}");
        assertThat(seals.isValid("purpose", object, "record", seal)).isTrue();
    }

    @Test
    void aSealIsValidForNothingElse() {
        assertThat(seals.isValid("purpose", object, "record2", seal)).isFalse();
        assertThat(seals.isValid("purposer", object, "ecord", seal)).isFalse();
        assertThat(seals.isValid("another", object, "record", seal)).isFalse();
        assertThat(seals.isValid("purpose", object("uid2", "namespace", "name"), "record", seal))
                .isFalse();
        assertThat(seals.isValid("purpose", object("uid", "namespace2", "name"), "record", seal))
                .isFalse();
        assertThat(seals.isValid("purpose", object("uid", "namespac", "ename"), "record", seal))
                .isFalse();
        assertThat(new Seals(() -> new byte[] {1}).isValid("purpose", object, "record", seal))
                .isFalse();
        assertThat(seals.isValid("purpose", object, "record", null)).isFalse();
        assertThat(seals.isValid("purpose", object, "record", "")).isFalse();
    }

    private static ConfigMap object(String uid, String namespace, String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withUid(uid)
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build();
    }
}
