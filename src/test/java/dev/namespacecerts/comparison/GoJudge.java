package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.GoProgram;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The Go program, which evaluates a stream of questions. */
final class GoJudge implements AutoCloseable {
    private final Process process;
    private final ExecutorService threads = Executors.newFixedThreadPool(2); // one writes while the other reads
    private final BufferedWriter questions;
    private final BufferedReader answers;

    GoJudge() {
        try {
            process = GoProgram.of("verdict").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = new BufferedWriter(
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII), 1 << 16);
        answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII), 1 << 16);
    }

    /** Go's answer to each question: "ok", or "refused" and the error. Only one caller at a time. */
    CompletableFuture<List<String>> ask(List<Question> all) {
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> write(all), threads);
        return CompletableFuture.supplyAsync(() -> read(all.size()), threads)
                .thenCombine(asked, (answer, nothing) -> answer);
    }

    String ask(Question one) {
        return ask(List.of(one)).join().get(0);
    }

    private void write(List<Question> all) {
        try {
            for (Question question : all) {
                questions.write(question.line());
                questions.write('\n');
            }
            questions.write("flush\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> read(int count) {
        try {
            List<String> lines = new ArrayList<>();
            while (lines.size() < count) {
                String line = answers.readLine();
                if (line == null) {
                    throw new AssertionError("the Go program ended");
                }
                lines.add(line.strip());
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        threads.shutdownNow();
    }
}
