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
 * Compares CA-3, CA-4, CA-10, CA-11, EE-7, EE-10 and EE-11 with Go on random inputs: Go must accept what the operator
 * accepts. The name of each disagreement contains the seed, to reproduce it. {@code target/fuzz} has it minimised, as a
 * line for {@code regressions.txt}.
 */
class FuzzIT {
    private static final long INPUTS = Long.getLong("namespacecerts.fuzz.inputs", 20_000);
    private static final long SEED = Long.getLong("namespacecerts.fuzz.seed", 1);
    private static final int BATCH = 2_000;
    private static final int MOST_DISAGREEMENTS = 50;
    private static final String UNKNOWN = " signed=unknown ";
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
    void goRejectsAllPastDisagreements() {
        for (Question question : Regressions.all()) {
            assertThat(go.ask(OurAnswers.to(question).asked()))
                    .as(question.name())
                    .startsWith("refused");
        }
    }

    @Test
    void acceptsNothingThatGoRejects() throws IOException {
        Fuzzer fuzzer = new Fuzzer(SEED);
        Batch before = new Batch(List.of(), CompletableFuture.completedFuture(List.of()));
        for (long first = 0; first < INPUTS && disagreements.size() < MOST_DISAGREEMENTS; first += BATCH) {
            List<Judged> judged = judge(fuzzer, first, Math.min(first + BATCH, INPUTS));
            compare(before); // Go evaluates a batch while the operator evaluates the next
            before = new Batch(judged, go.ask(judged.stream().map(Judged::asked).toList()));
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
        // Too few accepted inputs would mean that they are unsuitable.
        assertThat(figures.values())
                .hasSize(Kind.values().length)
                .allSatisfy(counts -> assertThat(counts[1]).isGreaterThan(counts[0] / 50));
    }

    private record Judged(Question question, String ours, Question asked) {}

    private record Batch(List<Judged> judged, CompletableFuture<List<String>> answers) {}

    /**
     * The questions for Go: all certificates, and what else was accepted. Other rejected inputs would only cost
     * signatures.
     */
    private List<Judged> judge(Fuzzer fuzzer, long first, long end) {
        List<Judged> toAsk = new ArrayList<>();
        for (long number = first; number < end; number++) {
            Question question = fuzzer.question(number);
            Judged judged = judge(question);
            long[] counts = figures.computeIfAbsent(question.kind(), kind -> new long[3]);
            counts[0]++;
            counts[1] += accepted(judged.ours()) ? 1 : 0;
            if (accepted(judged.ours()) || question.kind() == Kind.CERTIFICATE) {
                toAsk.add(judged);
            }
        }
        return toAsk;
    }

    private void compare(Batch batch) {
        List<String> answers = batch.answers().join();
        for (int i = 0; i < answers.size(); i++) {
            Judged judged = batch.judged().get(i);
            String theirs = answers.get(i);
            figures.get(judged.question().kind())[2] += accepted(theirs) ? 1 : 0;
            if (disagree(judged, theirs)) {
                Question small = new Minimiser(this::disagree).minimise(judged.question());
                Judged smallest = judge(small);
                disagreements.add(
                        "# here: " + smallest.ours() + "\n# Go: " + go.ask(smallest.asked()) + "\n" + small.line());
            }
        }
    }

    private boolean disagree(Question question) {
        Judged judged = judge(question);
        return disagree(judged, go.ask(judged.asked()));
    }

    /**
     * Inputs that the operator rejects and Go accepts are no disagreement, except certificates, where each is reviewed.
     */
    private boolean disagree(Judged judged, String theirs) {
        if (!accepted(theirs)) {
            return accepted(judged.ours());
        }
        return judged.question().kind() == Kind.CERTIFICATE
                && !judged.ours().equals(unknownAsHere(judged.ours(), theirs))
                && !reviewed.contains(judged.question().name(), judged.ours());
    }

    /**
     * The operator accepts fewer forms of RSA-PSS parameters than Go, see certificates.txt. CA-5 and EE-4 reject the
     * others.
     */
    private static String unknownAsHere(String ours, String theirs) {
        return ours.contains(UNKNOWN) ? theirs.replaceFirst(" signed=\\S+ ", UNKNOWN) : theirs;
    }

    private static Judged judge(Question question) {
        if (question.kind() == Kind.CERTIFICATE) {
            return new Judged(question, Facts.of(question.parts().get(0)), question);
        }
        OurAnswers.Answer answer = OurAnswers.to(question);
        String ours = answer.reasons().isEmpty() ? "ok" : "refused " + answer.reasons();
        return new Judged(question, ours, answer.asked());
    }

    private static boolean accepted(String answer) {
        return answer.startsWith("ok");
    }
}
