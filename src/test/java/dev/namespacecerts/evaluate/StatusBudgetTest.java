package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusBudgetTest {
    @Test
    void textIsCountedAsTheApiServerStoresIt() {
        assertThat(StatusBudget.size("abc")).isEqualTo(6);
        assertThat(StatusBudget.size("a\"b")).isEqualTo(7);
        assertThat(StatusBudget.size("<&>")).isEqualTo(21);
        assertThat(StatusBudget.size("ü")).isEqualTo(5);
        assertThat(StatusBudget.size(null)).isZero();
    }

    @Test
    void onlyEntriesThatFitAreTaken() {
        List<String> texts = Collections.nCopies(1_000, "&".repeat(1_000));
        StatusBudget budget = new StatusBudget();
        List<String> half = budget.fit(texts, 0.5);
        assertThat(half).hasSizeBetween(20, 21);
        assertThat(budget.fit(texts, 1)).hasSizeBetween(20, 22);
        assertThat(budget.fit(texts, 1)).isEmpty();
        assertThat(budget.fit(List.of("short"), 1)).hasSize(1);
    }

    @Test
    void aLargeSpecLeavesLessForItsStatus() {
        List<String> texts = Collections.nCopies(300, "x".repeat(1_000));
        assertThat(StatusBudget.beside("x".repeat(100)).fit(texts, 1)).hasSizeGreaterThan(250);
        assertThat(StatusBudget.beside("x".repeat(1_400_000)).fit(texts, 1)).hasSizeBetween(50, 80);
        assertThat(StatusBudget.beside("x".repeat(1_600_000)).fit(texts, 1)).isEmpty();
    }

    @Test
    void mandatoryPartsReduceTheBudget() {
        StatusBudget budget = new StatusBudget().take("x".repeat(250_000), null);
        assertThat(budget.fit(List.of("y".repeat(20_000)), 1)).isEmpty();
    }
}
