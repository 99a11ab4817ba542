package dev.namespacecerts.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.cluster.ApiServerSource.Surroundings;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiServerSourceTest {
    @ParameterizedTest
    @EnumSource
    void isUsedIfNoEarlierSourceExists(ApiServerSource source) {
        Set<ApiServerSource> present = EnumSet.range(source, ApiServerSource.DOWNLOAD);
        assertThat(ApiServerSource.choose(with(present))).isEqualTo(source);
    }

    @ParameterizedTest
    @EnumSource
    void isUsedIfItIsTheOnlySource(ApiServerSource source) {
        assertThat(ApiServerSource.choose(with(EnumSet.of(source)))).isEqualTo(source);
    }

    @Test
    void laterSourcesAreNotTried() {
        Surroundings surroundings =
                new Surroundings(() -> false, () -> true, this::unasked, this::unasked, this::unasked);
        assertThat(ApiServerSource.choose(surroundings)).isEqualTo(ApiServerSource.ENVTEST);
    }

    @Test
    void withoutAnySourceTheMessageListsAllFive() {
        assertThatThrownBy(() -> ApiServerSource.choose(with(Set.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "NAMESPACECERTS_TEST_KUBECONFIG", "KUBEBUILDER_ASSETS", "Docker", "Go 1.26", "download");
    }

    private boolean unasked() {
        throw new AssertionError("asked without need");
    }

    private static Surroundings with(Set<ApiServerSource> present) {
        return new Surroundings(
                () -> present.contains(ApiServerSource.KUBECONFIG),
                () -> present.contains(ApiServerSource.ENVTEST),
                () -> present.contains(ApiServerSource.DOCKER),
                () -> present.contains(ApiServerSource.GO),
                () -> present.contains(ApiServerSource.DOWNLOAD));
    }
}
