package dev.namespacecerts.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerformancePageTest {
    private static final Figure MET = new Figure("start", "first verdict", 1, 1200, "ms", null, null, 1500.0);
    private static final Figure MISSED = new Figure("operator", "in <step>", 1000, 3000, "ms", 1000.0, 3.0, 1.5);

    @Test
    void thePageAndItsPlotsShowTheFiguresOfTheFolder() throws IOException {
        for (Map.Entry<Path, String> file : PerformancePage.generate().entrySet()) {
            assertThat(file.getKey()).as("run: deploy/benchmark page").content().isEqualTo(file.getValue());
        }
    }

    @Test
    void everyFileOfTheFolderIsShown() throws IOException {
        String page = Files.readString(PerformancePage.PAGE);
        try (var files = Files.list(PerformancePage.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\..*", "")))
                    .isNotEmpty()
                    .allSatisfy(benchmark -> assertThat(page).contains("<!-- figures of " + benchmark + ","));
        }
    }

    @Test
    void aFigureIsComparedWithItsTargetByTheRatioIfItHasOne() {
        assertThat(MET.shareOfTarget()).isEqualTo(0.8);
        assertThat(MISSED.shareOfTarget()).isEqualTo(2);
        assertThat(new Figure("start", "untargeted", 1, 1, "ms", null, null, null).shareOfTarget())
                .isNull();
    }

    @Test
    void thePlotHasABarForEachFigure() {
        assertThat(TargetPlot.of("operator", List.of(MET, MISSED)))
                .contains("first verdict", ">0.80<", "1,000: in &lt;step>", ">2.00<")
                .containsOnlyOnce("#15803d")
                .containsOnlyOnce("#b91c1c");
    }
}
