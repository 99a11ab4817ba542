package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OperationIdsTest {
    /** Frozen: another identifier after an upgrade would start a second operation for a change in progress. */
    @Test
    void theSameWishHasTheSameIdentifierInEveryVersion() {
        assertThat(OperationIds.of("uid", "accounting.a2dd6", "17", "sha256:00", 0))
                .isEqualTo("ad793967-f0a3-8a0d-8d1c-2b92f54706e6");
    }

    @Test
    void anotherWishHasAnotherIdentifier() {
        Set<String> ids = new HashSet<>();
        ids.add(OperationIds.of("uid", "a.b", "1", "w", 0));
        ids.add(OperationIds.of("uie", "a.b", "1", "w", 0));
        ids.add(OperationIds.of("uid", "a.c", "1", "w", 0));
        ids.add(OperationIds.of("uid", "a.b", "2", "w", 0));
        ids.add(OperationIds.of("uid", "a.b", "1", "x", 0));
        ids.add(OperationIds.of("uid", "a.b", "1", "w", 1));
        ids.add(OperationIds.of("uid", "a.b1", "", "w", 0));
        ids.add(OperationIds.of("uid", "a.b", "", "1w", 0));
        ids.add(OperationIds.of("uid", "a.b", "1w", "", 0));
        assertThat(ids).hasSize(9);
    }

    @Test
    void hasTheFormOfAUuid() {
        UUID id = UUID.fromString(OperationIds.of("uid", "a.b", "1", "w", 0));
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).hasToString(OperationIds.of("uid", "a.b", "1", "w", 0));
    }
}
