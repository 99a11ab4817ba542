package dev.namespacecerts.cli;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.x509.DisplayText;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the page of a rule: what it requires and why, an example, and how to fix a violation. */
@Command(
        name = "explain",
        description = {
            "Explains a rule: what it requires and why, an example, and how to fix a violation with OpenSSL, tcld,"
                    + " cert-manager, Vault or kubectl. Without a rule, lists all rules."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Explained.", "2:Wrong usage, or no such rule."},
        footer = {"", "Examples:", "  ncb explain CA-5", "  ncb explain ee10", "  ncb explain Schema"})
final class ExplainCommand implements Callable<Integer> {

    private static final int SHOWN = 40;
    private static final int ID_WIDTH = 8;

    private final PrintStream out;
    private final PrintStream err;
    private final PageText text;

    @Parameters(
            paramLabel = "<rule>",
            arity = "0..1",
            completionCandidates = Ids.class,
            description =
                    "Rule, for example CA-5, or another finding of lint, for example Schema. Upper and lower case are the"
                            + " same, and the hyphen may be left out.")
    private String id;

    /** @param colored whether the output is a terminal with colors */
    ExplainCommand(PrintStream out, PrintStream err, boolean colored) {
        this.out = out;
        this.err = err;
        this.text = new PageText(colored);
    }

    @Override
    public Integer call() {
        if (id == null) {
            list();
            return 0;
        }
        Optional<String> known = RulePages.find(id);
        if (known.isEmpty()) {
            err.println("There is no rule " + DisplayText.quoted(id, SHOWN) + ". Similar: "
                    + String.join(", ", RulePages.nearest(id)) + ". \"ncb explain\" lists all rules.");
            return Commands.UNUSABLE;
        }
        out.print(text.of(RulePages.markdown(known.get())));
        return 0;
    }

    private void list() {
        for (Rule rule : Rule.values()) {
            out.print(text.item(rule.id(), ID_WIDTH, rule.title()));
        }
        List<String> findings = RulePages.findings();
        out.println();
        out.print(text.of("Without a rule, lint finds: " + String.join(", ", findings) + "."));
    }

    /** For the completion of shells. */
    static final class Ids implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return RulePages.ids().iterator();
        }
    }
}
