package dev.namespacecerts.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.comparison.Question.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * CA-3, CA-4, CA-10, CA-11, EE-7, EE-10 and EE-11 against Go, with inputs made by chance: what we accept, Go accepts. The
 * seed is in the name of each disagreement, so that it can be made again; {@code target/fuzz} has it minimised, as a line
 * for {@code regressions.txt}.
 */
class FuzzIT {
    private static final long INPUTS = Long.getLong("namespacecerts.fuzz.inputs", 20_000);
    private static final long SEED = Long.getLong("namespacecerts.fuzz.seed", 1);
    private static final int BATCH = 2_000;
    private static final int MOST_DISAGREEMENTS = 50;
    private static final Path REPORTS = Path.of("target/fuzz");

    private final GoJudge go = new GoJudge();
    private final ReviewedDifferences reviewed = new ReviewedDifferences("certificates.txt");
    private final Map<Kind, long[]> figures = new EnumMap<>(Kind.class);
    private final List<String> disagreements = new ArrayList<>();

    @AfterEach
    void stopGo() {
        go.close();
    }

    @Test
    void goRefusesAllThatWasOnceAcceptedHere() {
        for (Question question : Regressions.all()) {
            assertThat(go.ask(question)).as(question.name()).startsWith("refused");
        }
    }

    @Test
    void acceptsNothingThatGoRefuses() throws IOException {
        Fuzzer fuzzer = new Fuzzer(SEED);
        Batch before = new Batch(List.of(), CompletableFuture.completedFuture(List.of()));
        for (long first = 0; first < INPUTS && disagreements.size() < MOST_DISAGREEMENTS; first += BATCH) {
            List<Judged> judged = judge(fuzzer, first, Math.min(first + BATCH, INPUTS));
            compare(before); // while Go judged it, we judged the next
            before = new Batch(
                    judged, go.ask(judged.stream().map(Judged::question).toList()));
        }
        compare(before);

        Files.createDirectories(REPORTS);
        Files.write(REPORTS.resolve("disagreements.txt"), disagreements);
        List<String> lines = figures.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue()[0] + " inputs, " + entry.getValue()[1]
                        + " accepted here, " + entry.getValue()[2] + " by Go")
                .toList();
        Files.write(REPORTS.resolve("figures.txt"), lines);
        assertThat(disagreements).isEmpty();
        // Too few would say that the inputs are no good.
        assertThat(figures.values())
                .hasSize(Kind.values().length)
                .allSatisfy(counts -> assertThat(counts[1]).isGreaterThan(counts[0] / 50));
    }

    private record Judged(Question question, String ours) {}

    private record Batch(List<Judged> judged, CompletableFuture<List<String>> answers) {}

    /** What Go is to be asked: all certificates, and what else was accepted. The rest is not worth the signatures. */
    private List<Judged> judge(Fuzzer fuzzer, long first, long end) {
        List<Judged> toAsk = new ArrayList<>();
        for (long number = first; number < end; number++) {
            Question question = fuzzer.question(number);
            String ours = ours(question);
            long[] counts = figures.computeIfAbsent(question.kind(), kind -> new long[3]);
            counts[0]++;
            counts[1] += accepted(ours) ? 1 : 0;
            if (accepted(ours) || question.kind() == Kind.CERTIFICATE) {
                toAsk.add(new Judged(question, ours));
            }
        }
        return toAsk;
    }

    private void compare(Batch batch) {
        List<String> answers = batch.answers().join();
        for (int i = 0; i < answers.size(); i++) {
            Judged judged = batch.judged().get(i);
            String theirs = answers.get(i);
            Question question = judged.question();
            figures.get(question.kind())[2] += accepted(theirs) ? 1 : 0;
            if (disagree(question, judged.ours(), theirs)) {
                Question small =
                        new Minimiser(smaller -> disagree(smaller, ours(smaller), go.ask(smaller))).minimise(question);
                disagreements.add("# here: " + ours(small) + "\n# Go: " + go.ask(small) + "\n" + small.line());
            }
        }
    }

    /** What we refuse and Go does not is a matter of taste, but for certificates, where it has been reviewed. */
    private boolean disagree(Question question, String ours, String theirs) {
        if (!accepted(theirs)) {
            return accepted(ours);
        }
        return question.kind() == Kind.CERTIFICATE && !ours.equals(theirs) && !reviewed.contains(question.name(), ours);
    }

    private static String ours(Question question) {
        if (question.kind() == Kind.CERTIFICATE) {
            return Facts.of(question.parts().get(0));
        }
        List<String> reasons = OurAnswers.to(question);
        return reasons.isEmpty() ? "ok" : "refused " + reasons;
    }

    private static boolean accepted(String answer) {
        return answer.startsWith("ok");
    }
}
