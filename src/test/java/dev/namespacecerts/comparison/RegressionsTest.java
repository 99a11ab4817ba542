package dev.namespacecerts.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegressionsTest {
    static List<Question> all() {
        return Regressions.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void areNotAcceptedAgain(Question question) {
        assertThat(OurAnswers.to(question).reasons()).as(question.name()).isNotEmpty();
    }
}
